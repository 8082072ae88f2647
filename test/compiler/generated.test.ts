import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileText, errorsIn } from './compile-text.ts';
import { programOf } from './generator/program.ts';
import { runDirectly } from './run/direct.ts';
import { expectBudget } from './run/expect-budget.ts';
import { shown } from './run/normalised.ts';
import { runOnInterpreter } from './run/on-interpreter.ts';

/** `AVESA_SEED` and `AVESA_RUNS` replay or widen what is tried. */
const seed = Number(process.env.AVESA_SEED ?? 20_261_126);
const runs = Number(process.env.AVESA_RUNS ?? (process.env.AVESA_TEST_FULL === '1' ? 2000 : 150));

/** What the generator cannot know of: whether something else may have the list that it changes. */
const refusals = /^\d+:\d+ ASL2038 /;

test(`${runs} random programs do on Step Functions what their source does (AVESA_SEED=${seed})`, async () => {
  let refused = 0;
  const numbers = fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 200, size: 'max' });
  await fc.assert(
    fc.asyncProperty(numbers, async (choices) => {
      const { source, scenario, isConcurrent } = programOf(choices);
      const compilation = compileText(source);
      const errors = errorsIn(compilation);
      expect({ source, errors: errors.filter((error) => !refusals.test(error)) }).toEqual({ source, errors: [] });
      if (errors.length > 0) {
        refused += 1;
        return;
      }
      const machines = Object.entries(compilation.machines);
      const definitions = Object.fromEntries(machines.map(([name, { definition }]) => [name, definition]));
      const run = await runOnInterpreter(definitions, 'main', scenario);
      const onAsl = shown(run, !isConcurrent);
      const directly = shown(await runDirectly(source, 'main', scenario), !isConcurrent);
      const program = `${source}\n${JSON.stringify(scenario)}\n`;
      expect(program + onAsl).toBe(program + directly);
      expectBudget(run, compilation.machines.main!.budget);
    }),
    // A program that differs is made as short as it gets in a minute.
    { seed, numRuns: runs, interruptAfterTimeLimit: 2_000_000, markInterruptAsFailure: true, endOnFailure: runs > 500 },
  );
  expect(refused).toBeLessThan(runs / 10);
}, 3_000_000);
