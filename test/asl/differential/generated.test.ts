import { beforeAll, expect, test } from 'vitest';
import { installPythonEngines } from '../../../bench/asl/python-engines.ts';
import { runs } from '../../compiler/generator/choices.ts';
import { seed } from '../../setup/seed.ts';
import { compiledPrograms } from '../../compiler/generator/compiled-programs.ts';
import { reportSlowly } from './engines.ts';
import { runOnSfnx } from './on-sfnx.ts';
import { inAnyOrder, type Outcome } from './outcome.ts';
import { record } from './recorded.ts';

const recorded = await Promise.all(
  compiledPrograms(runs({ all: 200, share: 200 })).map(async ({ number, source, definitions, scenario }) => {
    const name = `program ${number}`;
    return { name, source, executions: await record(name, definitions, 'main', scenario) };
  }),
);

let theirs: ReadonlyMap<string, Outcome>;
beforeAll(async () => {
  const python = await installPythonEngines(reportSlowly);
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
