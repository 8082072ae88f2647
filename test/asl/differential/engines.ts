import { installPythonEngines } from '../../../bench/asl/python-engines.ts';
import type { Report } from '../../../worker/progress.ts';
import type { DifferentialMachine } from './machine.ts';
import { runOnMiniStack } from './on-ministack.ts';
import { runOnSfnx } from './on-sfnx.ts';
import type { Outcome } from './outcome.ts';

export const engineNames = ['MiniStack', 'sfnx.testing'] as const;
export type EngineName = (typeof engineNames)[number];

/**
 * Outcomes by the machine's name, of each other engine that runs its language. Obtains the engines the first time.
 * @throws Error that says what is missing or did not start
 */
export async function runOnOthers(
  machines: readonly DifferentialMachine[],
  report: Report,
): Promise<Record<EngineName, Map<string, Outcome>>> {
  const python = await installPythonEngines(report);
  return {
    MiniStack: await runOnMiniStack(python, machines),
    'sfnx.testing': await runOnSfnx(python, machines),
  };
}

/** A line when something starts to take its time, and one more every ten seconds. */
export function reportSlowly(what: string, elapsedSeconds: number): void {
  if (elapsedSeconds % 10 === 0) console.error(`${what} (${elapsedSeconds} s)`);
}
