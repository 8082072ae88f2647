import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { compile } from '../../asl/compiler/compile.ts';
import { substitutionsOf } from '../../asl/compiler/substitute.ts';
import { shown } from './run/normalised.ts';
import { runOnInterpreter } from './run/on-interpreter.ts';
import { startTemporal, type Source, type TemporalEngine } from './run/on-temporal.ts';
import { scenario } from './run/scenario.ts';

const file = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
const text = readFileSync(new URL('pipeline.yaml', import.meta.url), 'utf8');
const scenarios = z.array(scenario).parse(parse(text, { merge: true }));

const { machines } = compile({ files: [file] });
const definitions = Object.fromEntries(Object.entries(machines).map(([name, { definition }]) => [name, definition]));
const activities = Object.values(definitions).flatMap((definition) => substitutionsOf(definition).activities);
const source: Source = { id: 'pipeline', file, workflows: Object.keys(machines), activities };

let temporal: TemporalEngine;
beforeAll(async () => {
  temporal = await startTemporal([source]);
});
afterAll(() => temporal.stop());

/** The job has another id on each engine, and what it took is time. */
const withoutChance = (text: string): string =>
  text
    .replaceAll(/"execution_id":"[^"]*"/g, '"execution_id":"…"')
    .replaceAll(/"execution_time":[\d.e-]+/g, '"execution_time":0');

test.each(scenarios.map((each) => ({ title: each.name!, each })))(
  'the pipeline is the same on both engines: $title',
  async ({ each }) => {
    const onAsl = withoutChance(shown(await runOnInterpreter(definitions, each.workflow!, each), false));
    const onTemporal = withoutChance(shown(await temporal.run(source, each.workflow!, each), false));
    expect(onAsl).toBe(onTemporal);
  },
);
