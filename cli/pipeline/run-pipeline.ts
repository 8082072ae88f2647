import type { StateStore } from '../../activities/ports.ts';
import type { Engine, Root } from '../engines/engine.ts';
import type { Io } from '../io.ts';
import type { Progress } from '../progress/progress.ts';
import { watchRun } from '../progress/watch.ts';
import type { Screen } from '../screen.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

export interface PipelineHost {
  engine: Engine;
  state: StateStore;
  io: Pick<Io, 'signal' | 'hurry'>;
  screen: Screen;
}

/** A worker that is there takes a run at once. */
const takenWithinMs = 4_000;

/**
 * Follows a run to its end. The first interrupt cancels it and waits, the second leaves it. What it held is given back when it
 * was cancelled: nothing in the run itself does that after a stop.
 */
export async function followRun(host: PipelineHost, root: Root): Promise<Outcome> {
  const { engine, state, screen, io } = host;
  const started = Date.now();
  const run = { taken: false, told: false, takenBack: false };
  const cancel = () => {
    screen.say(`cancelling ${root.workflowId} and waiting for it to stop; Ctrl-C again leaves at once`, 'warning');
    run.takenBack = !run.taken;
    engine.cancel(root, run.taken).catch((error: unknown) => {
      screen.say(`it cannot be cancelled now: ${error instanceof Error ? error.message : String(error)}`, 'bad');
    });
  };
  const onLook = async (progress: Progress) => {
    run.taken ||= progress.job_id !== null || progress.tenants.length > 0 || progress.end !== null;
    if (run.taken || run.told || Date.now() - started < takenWithinMs) return;
    run.told = true;
    screen.say(`waiting: ${await engine.whyIdle()}`, 'warning');
  };
  if (io.signal.aborted) cancel();
  io.signal.addEventListener('abort', cancel, { once: true });
  const last = await watchRun({ engine, state, root, screen, signal: io.hurry, onLook }).finally(() => {
    io.signal.removeEventListener('abort', cancel);
  });
  const outcome = outcomeOf(root.workflowId, last, Date.now() - started);
  if (run.takenBack && outcome.status === 'failed') Object.assign(outcome, { status: 'canceled', error: null });
  if (outcome.status === 'canceled') await giveBack(state, outcome);
  if (outcome.status === 'unfinished') {
    screen.say(`left at once: ${engine.leaves(outcome)}`);
  }
  return outcome;
}

async function giveBack(state: StateStore, { job_id, execution_id }: Outcome): Promise<void> {
  await state.leases.releaseAll(execution_id);
  if ((await state.jobs.get(job_id)) === undefined) return;
  const finished_at = new Date().toISOString();
  const error = { type: 'Canceled', message: 'cancelled by its user' };
  await state.jobs.finish(job_id, { status: 'canceled', finished_at, result: null, error });
}
