import type { Client } from '@temporalio/client';
import type { StateStore } from '../../activities/ports.ts';
import { temporalPriority } from '../../worker/priority.ts';
import type { PipelineInput } from '../../workflows/shapes.ts';
import type { Io } from '../io.ts';
import { pollersOf } from '../parts/pollers.ts';
import { Problem } from '../problems.ts';
import type { Progress } from '../progress/progress.ts';
import { watchRun } from '../progress/watch.ts';
import type { Screen } from '../screen.ts';
import { counted } from '../text/amounts.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

export interface PipelineHost {
  client: Client;
  state: StateStore;
  taskQueue: string;
  io: Pick<Io, 'signal' | 'hurry'>;
  screen: Screen;
}

/** Starts a run; starting the same id twice while it runs is refused. @throws Problem */
export async function startRun(
  { client, taskQueue }: PipelineHost,
  workflowId: string,
  input: PipelineInput,
): Promise<Root> {
  try {
    const handle = await client.workflow.start('pipelineOrchestrator', {
      workflowId,
      taskQueue,
      args: [input],
      priority: temporalPriority(input.priority ?? 'normal'),
    });
    return { workflowId, runId: handle.firstExecutionRunId };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'WorkflowExecutionAlreadyStartedError') throw error;
    throw new Problem(`${workflowId} is running already: 'avesa status' shows the jobs`);
  }
}

export interface Root {
  workflowId: string;
  runId: string;
}

/** A worker that is there takes a run at once. */
const takenWithinMs = 4_000;

/**
 * Follows a run to its end. The first interrupt cancels it and waits, the second leaves it. What it held is given back when it
 * was cancelled: nothing in the run itself does that after a stop.
 */
export async function followRun(host: PipelineHost, root: Root): Promise<Outcome> {
  const { client, state, screen, io } = host;
  const started = Date.now();
  const handle = client.workflow.getHandle(root.workflowId, root.runId);
  const run = { taken: false, told: false, takenBack: false };
  const cancel = () => {
    screen.say(`cancelling ${root.workflowId} and waiting for it to stop; Ctrl-C again leaves at once`, 'warning');
    // A run that no worker has taken would wait for one to be cancelled; nothing of it has begun.
    run.takenBack = !run.taken;
    const stop = run.taken ? handle.cancel() : handle.terminate('cancelled before it began');
    stop.catch((error: unknown) => {
      screen.say(`it cannot be cancelled now: ${error instanceof Error ? error.message : String(error)}`, 'bad');
    });
  };
  const onLook = async (progress: Progress) => {
    run.taken ||= progress.job_id !== null || progress.tenants.length > 0 || progress.end !== null;
    if (run.taken || run.told || Date.now() - started < takenWithinMs) return;
    run.told = true;
    const pollers = await pollersOf(client, host.taskQueue);
    const queue = `task queue '${host.taskQueue}'`;
    screen.say(
      pollers === 0
        ? `waiting: no worker polls ${queue}; 'avesa worker' starts one`
        : `waiting: ${counted(pollers, 'worker')} polled ${queue} but none has taken the run: is their version current? ` +
            `'avesa worker --promote' makes it so`,
      'warning',
    );
  };
  if (io.signal.aborted) cancel();
  io.signal.addEventListener('abort', cancel, { once: true });
  const last = await watchRun({ client, state, root, screen, signal: io.hurry, onLook }).finally(() => {
    io.signal.removeEventListener('abort', cancel);
  });
  const outcome = outcomeOf(root.workflowId, last, Date.now() - started);
  if (run.takenBack && outcome.status === 'failed') Object.assign(outcome, { status: 'canceled', error: null });
  if (outcome.status === 'canceled') await giveBack(state, outcome);
  if (outcome.status === 'unfinished') {
    screen.say(
      `left at once: ${root.workflowId} is being cancelled on the server; 'avesa status ${outcome.job_id}' shows it`,
    );
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
