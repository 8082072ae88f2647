import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seed } from '../setup/seed.ts';
import { compileText, definitionsOf, errorsIn } from './compile-text.ts';
import { choices, mayBeRefused, runs } from './generator/choices.ts';
import { programOf } from './generator/program.ts';
import { runDirectly } from './run/direct.ts';
import { expectBudget } from './run/expect-budget.ts';
import { shown } from './run/normalised.ts';
import { runOnInterpreter } from './run/on-interpreter.ts';

const count = runs({ all: 2000, share: 150 });

test(`${count} random programs do on Step Functions what their source does (AVESA_TEST_SEED=${seed})`, async () => {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(choices, async (numbers) => {
      const { source, scenario, isConcurrent } = programOf(numbers);
      const compilation = compileText(source);
      const errors = errorsIn(compilation);
      expect({ source, errors: errors.filter((error) => !mayBeRefused(error)) }).toEqual({ source, errors: [] });
      if (errors.length > 0) {
        refused += 1;
        return;
      }
      const run = await runOnInterpreter(definitionsOf(compilation), 'main', scenario);
      const onAsl = shown(run, !isConcurrent);
      const directly = shown(await runDirectly(source, 'main', scenario), !isConcurrent);
      const program = `${source}\n${JSON.stringify(scenario)}\n`;
      expect(program + onAsl).toBe(program + directly);
      expectBudget(run, compilation.machines.main!.budget);
    }),
    // A program that differs is made as short as it gets in a minute.
    {
      seed,
      numRuns: count,
      interruptAfterTimeLimit: 2_000_000,
      markInterruptAsFailure: true,
      endOnFailure: count > 500,
    },
  );
  expect(refused).toBeLessThan(count / 10);
}, 3_000_000);
