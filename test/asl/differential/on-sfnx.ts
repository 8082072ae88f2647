import { runWithSfnx, type SfnxRun } from '../../../bench/asl/sfnx.ts';
import type { DifferentialMachine } from './machine.ts';
import { failed, type Outcome } from './outcome.ts';

/** It runs JSONata only. */
export async function runOnSfnx(
  python: string,
  machines: readonly DifferentialMachine[],
): Promise<Map<string, Outcome>> {
  const known = machines.filter(({ definition }) => definition.QueryLanguage === 'JSONata');
  const runs = await runWithSfnx(
    python,
    known.map(({ definition, input = {}, tasks = {} }) => ({ definition, input, tasks })),
  );
  return new Map(known.map(({ name }, index) => [name, outcomeOf(runs[index]!)]));
}

function outcomeOf({ ended, calls }: SfnxRun): Outcome {
  if ('output' in ended) return { output: ended.output, calls };
  if ('error' in ended) return { ...failed(ended.error, ended.cause), calls };
  return 'refused' in ended ? { refused: true } : ended;
}
