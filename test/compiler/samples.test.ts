import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { substitutionsOf } from '../../asl/compiler/substitute.ts';
import { validate } from '../../asl/spec/validate.ts';
import { definitionsOf } from './compile-text.ts';
import { expectBudget } from './run/expect-budget.ts';
import { shown } from './run/normalised.ts';
import { runOnInterpreter } from './run/on-interpreter.ts';
import { startTemporal, type Source, type TemporalEngine } from './run/on-temporal.ts';
import { diagnosticLines, readSamples, type Sample } from './samples.ts';

const samples = readSamples(process.env.SAMPLE === undefined ? undefined : new RegExp(process.env.SAMPLE));
const accepted = samples.filter(({ scenarios }) => scenarios !== undefined);
const refused = samples.filter(({ scenarios }) => scenarios === undefined);

/** Files that hold what is expected are rewritten on demand; the difference is the review. An empty text is no file. */
function expectFile(file: string, text: string): void {
  if (process.env.UPDATE === '1') {
    mkdirSync(dirname(file), { recursive: true });
    if (text === '') rmSync(file, { force: true });
    else writeFileSync(file, text);
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
}

const isError = ({ severity }: { severity: string }): boolean => severity === 'error';
const isWarning = ({ severity }: { severity: string }): boolean => severity === 'warning';

describe.each(refused)('$name', ({ folder, compilation }) => {
  test('is refused as expected, and gives no machine', () => {
    expectFile(join(folder, 'expected.txt'), diagnosticLines(compilation));
    expect(compilation.diagnostics.some(isError)).toBe(true);
    expect(compilation.machines).toEqual({});
  });
});

describe('accepted samples', () => {
  let temporal: TemporalEngine;
  beforeAll(async () => {
    temporal = await startTemporal(
      accepted.filter(({ compilation }) => !compilation.diagnostics.some(isError)).map(sourceOf),
    );
  });
  afterAll(() => temporal.stop());

  describe.each(accepted)('$name', (sample) => {
    test('gives valid definitions, and warnings, as expected', () => {
      const { compilation, folder } = sample;
      const { diagnostics } = compilation;
      expect(diagnosticLines({ ...compilation, diagnostics: diagnostics.filter(isError) })).toBe('');
      const warnings = diagnosticLines({ ...compilation, diagnostics: diagnostics.filter(isWarning) });
      expectFile(join(folder, 'expected/warnings.txt'), warnings);
      for (const [name, { definition }] of Object.entries(compilation.machines)) {
        expect(validate(definition).filter(isError)).toEqual([]);
        expectFile(join(folder, `expected/${name}.asl.json`), `${JSON.stringify(definition, null, 2)}\n`);
      }
    });

    test.each(
      sample.scenarios!.map((scenario, index) => ({ title: scenario.name ?? `scenario ${index + 1}`, scenario })),
    )('$title', async ({ scenario }) => {
      const { machines } = sample.compilation;
      const definitions = definitionsOf(sample.compilation);
      const workflow = scenario.workflow ?? Object.keys(definitions)[0]!;
      const onAsl = await runOnInterpreter(definitions, workflow, scenario);
      const onTemporal = await temporal.run(sourceOf(sample), workflow, scenario);
      const inOrder = !/"Type":"(Map|Parallel)"/.test(JSON.stringify(definitions));
      expect(shown(onAsl, inOrder)).toBe(shown(onTemporal, inOrder));
      expectBudget(onAsl, machines[workflow]!.budget);
    });
  });
});

function sourceOf({ name, file, compilation: { machines } }: Sample): Source {
  const activities = Object.values(machines).flatMap(({ definition }) => substitutionsOf(definition).activities);
  return { id: name.replace(/[^a-z0-9]+/gi, '_'), file, workflows: Object.keys(machines), activities };
}
