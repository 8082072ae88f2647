import type { Json, TaskState } from '../../spec/states.ts';
import { Cancellation, unlessCancelled } from '../cancellation.ts';
import { Unanswered } from '../failure.ts';
import type { Visit } from '../frame.ts';
import type { Deadline } from './deadline.ts';
import type { Callbacks, TaskCall, TaskHandler } from './handler.ts';

export interface HandlerCall {
  visit: Visit<TaskState>;
  handler: TaskHandler;
  input: Json;
  deadline: Deadline;
  callbacks: Callbacks;
  taskToken: string | undefined;
  timeoutSeconds: number | undefined;
  /** Whether a time-out will end the task if its handler does not. */
  limited: boolean;
}

/** Calls a handler with a copy of its input; whatever it returns or throws after the deadline counts for nothing. */
export async function callHandler({
  visit,
  handler,
  input,
  deadline,
  callbacks,
  taskToken,
  timeoutSeconds,
  limited,
}: HandlerCall): Promise<unknown> {
  const { run } = visit.frame;
  const stalled = new Cancellation();
  const outside = run.clock.call(() => {
    if (!limited && !run.limited) stalled.cancel(neverSettled(visit));
  });
  const { signal, release } = deadline.cancellation.signal();
  const call: TaskCall = {
    resource: visit.state.Resource,
    state: visit.name,
    executionArn: run.id,
    retryCount: visit.retryCount,
    timeoutSeconds,
    signal,
    clock: {
      now: () => run.clock.now(),
      sleep: (milliseconds) => {
        const slept = sleepOutside(visit, deadline, outside, milliseconds);
        // A handler that does not wait for it is not to end the process when the task is cancelled.
        slept.catch(() => undefined);
        return slept;
      },
    },
    taskToken,
    callbacks,
  };
  try {
    // A handler may throw before it has a promise.
    const settled = Promise.resolve().then(() => handler(JSON.parse(JSON.stringify(input)) as Json, call));
    return await unlessCancelled(unlessCancelled(settled, deadline.cancellation), stalled);
  } finally {
    outside.end();
    // Whoever will return the token is still to hear that nobody waits for it any more.
    if (taskToken === undefined) release();
  }
}

async function sleepOutside(
  { frame }: Visit,
  { cancellation }: Deadline,
  outside: { sleeping: () => void; woken: () => void },
  milliseconds: number,
): Promise<void> {
  const { clock } = frame.run;
  cancellation.throwIfCancelled();
  outside.sleeping();
  await new Promise<void>((resolve, reject) => {
    const wake = (settle: () => void) => () => {
      release();
      forget();
      outside.woken();
      settle();
    };
    const forget = clock.at(clock.now() + milliseconds, wake(resolve));
    const release = cancellation.onCancel(
      wake(() => {
        reject(cancellation.reason);
      }),
    );
  });
}

function neverSettled({ name, state }: Visit<TaskState>): Unanswered {
  return new Unanswered(
    `The task of the state '${name}' (${state.Resource}) neither settled nor slept on the given clock, and the state has no TimeoutSeconds. ` +
      'Let it use the clock that it is given, give the state a TimeoutSeconds, or use the real clock.',
  );
}
