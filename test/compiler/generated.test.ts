import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileText, errorsIn } from './compile-text.ts';
import { programOf } from './generator/program.ts';
import { runDirectly } from './run/direct.ts';
import { shown } from './run/normalised.ts';
import { runOnInterpreter } from './run/on-interpreter.ts';

/** `AVESA_SEED` and `AVESA_RUNS` replay or widen what is tried. */
const seed = Number(process.env.AVESA_SEED ?? 20_261_126);
const runs = Number(process.env.AVESA_RUNS ?? (process.env.AVESA_TEST_FULL === '1' ? 2000 : 150));

test(`${runs} random programs do on Step Functions what their source does (AVESA_SEED=${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(1_000_000), { minLength: 30, maxLength: 260, size: 'max' }), async (numbers) => {
      const { source, scenario, isConcurrent } = programOf(numbers);
      const compilation = compileText(source);
      expect({ source, errors: errorsIn(compilation) }).toEqual({ source, errors: [] });
      const definitions = Object.fromEntries(
        Object.entries(compilation.machines).map(([name, { definition }]) => [name, definition]),
      );
      const onAsl = await runOnInterpreter(definitions, 'main', scenario);
      const directly = await runDirectly(source, 'main', scenario);
      const context = `${source}\n${JSON.stringify(scenario)}\n`;
      expect(context + shown(onAsl, !isConcurrent)).toBe(context + shown(directly, !isConcurrent));
    }),
    { seed, numRuns: runs },
  );
}, 3_000_000);
