import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { installPythonEngines } from '../../../bench/asl/python-engines.ts';
import { compileText, errorsIn } from '../../compiler/compile-text.ts';
import { choices, runs, seed } from '../../compiler/generator/choices.ts';
import { programOf } from '../../compiler/generator/program.ts';
import { runOnSfnx } from './on-sfnx.ts';
import { inAnyOrder, type Outcome } from './outcome.ts';
import { record } from './recorded.ts';

const programs = fc.sample(choices, { seed, numRuns: runs({ all: 200, share: 200 }) }).flatMap((numbers, index) => {
  const program = programOf(numbers);
  const compilation = compileText(program.source);
  if (errorsIn(compilation).length > 0) return [];
  const machines = Object.entries(compilation.machines).map(([name, { definition }]) => [name, definition] as const);
  return [{ ...program, name: `program ${index + 1}`, definitions: Object.fromEntries(machines) }];
});

let theirs: ReadonlyMap<string, Outcome>;
const recorded = await Promise.all(
  programs.map(async ({ name, source, definitions, scenario }) => ({
    name,
    source,
    executions: await record(name, definitions, 'main', scenario),
  })),
);

beforeAll(async () => {
  const python = await installPythonEngines(() => undefined);
  theirs = await runOnSfnx(
    python,
    recorded.flatMap(({ executions }) => executions.map(({ machine }) => machine)),
  );
});

test.each(recorded)(
  `random $name does on sfnx.testing what it does on our interpreter (AVESA_TEST_SEED=${seed})`,
  ({ source, executions }) => {
    for (const { machine, ours } of executions)
      expect({ source, ...inAnyOrder(theirs.get(machine.name)!) }).toEqual({ source, ...inAnyOrder(ours) });
  },
);
