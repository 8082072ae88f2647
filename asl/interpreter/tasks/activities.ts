import type { Json } from '../../spec/states.ts';

/** A task that a worker took: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html */
export interface ActivityTask {
  taskToken: string;
  input: Json;
}

interface Scheduled {
  taskToken: string;
  /** The input as JSON text: each worker gets a copy of its own. */
  text: string;
  /** Tells that a worker took it; false if it is cancelled already. */
  started: (workerName: string | undefined) => boolean;
}

interface Poller {
  workerName: string | undefined;
  take: (task: ActivityTask) => void;
}

/** The queues of activity tasks, one for each activity's ARN. */
export class Activities {
  readonly #scheduled = new Map<string, Scheduled[]>();
  readonly #pollers = new Map<string, Poller[]>();

  /** Gives the task to whoever polls first; gives what takes it back. */
  schedule(arn: string, task: Scheduled): () => void {
    const poller = this.#pollers.get(arn)?.shift();
    if (poller !== undefined) {
      hand(task, poller);
      return () => undefined;
    }
    const queue = listOf(this.#scheduled, arn);
    queue.push(task);
    return () => {
      const index = queue.indexOf(task);
      if (index !== -1) queue.splice(index, 1);
    };
  }

  /** Waits for a task; gives nothing once the signal is aborted. */
  async poll(
    arn: string,
    workerName: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<ActivityTask | undefined> {
    if (signal?.aborted === true) return undefined;
    return new Promise((resolve) => {
      const stop = () => {
        const index = queue.indexOf(poller);
        if (index !== -1) queue.splice(index, 1);
        resolve(undefined);
      };
      const take = (task: ActivityTask) => {
        signal?.removeEventListener('abort', stop);
        resolve(task);
      };
      const poller: Poller = { workerName, take };
      const queue = listOf(this.#pollers, arn);
      const scheduled = listOf(this.#scheduled, arn);
      // One that was cancelled in this very moment is still there.
      while (scheduled.length > 0) if (hand(scheduled.shift()!, poller)) return;
      queue.push(poller);
      signal?.addEventListener('abort', stop, { once: true });
    });
  }
}

function hand({ taskToken, text, started }: Scheduled, { workerName, take }: Poller): boolean {
  if (!started(workerName)) return false;
  take({ taskToken, input: JSON.parse(text) as Json });
  return true;
}

function listOf<T>(lists: Map<string, T[]>, key: string): T[] {
  let list = lists.get(key);
  if (list === undefined) lists.set(key, (list = []));
  return list;
}
