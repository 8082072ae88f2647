import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { substitutionsOf } from '../../asl/compiler/substitute.ts';
import { compileText, errorsIn } from './compile-text.ts';
import { choices, runs, seed } from './generator/choices.ts';
import { programOf } from './generator/program.ts';
import { runDirectly } from './run/direct.ts';
import { shown } from './run/normalised.ts';
import { runOnInterpreter } from './run/on-interpreter.ts';
import { startTemporal, type Source, type TemporalEngine } from './run/on-temporal.ts';

const folder = mkdtempSync(join(tmpdir(), 'avesa-generated-'));
const programs = fc.sample(choices, { seed, numRuns: runs({ all: 200, share: 25 }) }).flatMap((numbers, index) => {
  const program = programOf(numbers);
  const compilation = compileText(program.source);
  // Which errors may be is for the test beside this one, which tries these programs too.
  if (errorsIn(compilation).length > 0) return [];
  const machines = Object.entries(compilation.machines).map(([name, { definition }]) => [name, definition] as const);
  const source: Source = {
    id: `program${index}`,
    file: join(folder, `program${index}.ts`),
    workflows: machines.map(([name]) => name),
    activities: machines.flatMap(([, definition]) => substitutionsOf(definition).activities),
  };
  return [{ ...program, number: index + 1, source, text: program.source, definitions: Object.fromEntries(machines) }];
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
