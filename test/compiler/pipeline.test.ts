import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile } from '../../asl/compiler/compile.ts';
import { substitutionsOf } from '../../asl/compiler/substitute.ts';
import { definitionsOf } from './compile-text.ts';
import { pipelineScenarios, withoutChance } from './pipeline-scenarios.ts';
import { shown } from './run/normalised.ts';
import { runOnInterpreter } from './run/on-interpreter.ts';
import { startTemporal, type Source, type TemporalEngine } from './run/on-temporal.ts';

const file = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));

const definitions = definitionsOf(compile({ files: [file] }));
const activities = Object.values(definitions).flatMap((definition) => substitutionsOf(definition).activities);
const source: Source = { id: 'pipeline', file, workflows: Object.keys(definitions), activities };

let temporal: TemporalEngine;
beforeAll(async () => {
  temporal = await startTemporal([source]);
});
afterAll(() => temporal.stop());

test.each(pipelineScenarios.map((each) => ({ title: each.name!, each })))(
  'the pipeline is the same on both engines: $title',
  async ({ each }) => {
    const onAsl = withoutChance(shown(await runOnInterpreter(definitions, each.workflow!, each), false));
    const onTemporal = withoutChance(shown(await temporal.run(source, each.workflow!, each), false));
    expect(onAsl).toBe(onTemporal);
  },
);
