import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { substitutionsOf } from '../../asl/compiler/substitute.ts';
import { seed } from '../setup/seed.ts';
import { runs } from './generator/choices.ts';
import { compiledPrograms } from './generator/compiled-programs.ts';
import { runDirectly } from './run/direct.ts';
import { shown } from './run/normalised.ts';
import { runOnInterpreter } from './run/on-interpreter.ts';
import { startTemporal, type Source, type TemporalEngine } from './run/on-temporal.ts';

const folder = mkdtempSync(join(tmpdir(), 'avesa-generated-'));
const programs = compiledPrograms(runs({ all: 200, share: 25 })).map((program) => {
  const id = `program${program.number}`;
  const source: Source = {
    id,
    file: join(folder, `${id}.ts`),
    workflows: Object.keys(program.definitions),
    activities: Object.values(program.definitions).flatMap((definition) => substitutionsOf(definition).activities),
  };
  return { ...program, source, text: program.source };
});

let temporal: TemporalEngine;
beforeAll(async () => {
  for (const { source, text } of programs) writeFileSync(source.file, text);
  temporal = await startTemporal(programs.map(({ source }) => source));
});
afterAll(async () => {
  await temporal.stop();
  rmSync(folder, { recursive: true });
});

test.each(programs)(
  `random program $number does on Temporal what it does on Step Functions and by itself (AVESA_TEST_SEED=${seed})`,
  async ({ source, text, definitions, scenario, isConcurrent }) => {
    const onTemporal = shown(await temporal.run(source, 'main', scenario), !isConcurrent);
    const onAsl = shown(await runOnInterpreter(definitions, 'main', scenario), !isConcurrent);
    const directly = shown(await runDirectly(text, 'main', scenario), !isConcurrent);
    const program = `${text}\n${JSON.stringify(scenario)}\n`;
    expect(program + onAsl).toBe(program + onTemporal);
    expect(program + directly).toBe(program + onTemporal);
  },
);
