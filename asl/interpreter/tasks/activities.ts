import type { Json } from '../../spec/states.ts';

/** A task that a worker took: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html */
export interface ActivityTask {
  taskToken: string;
  input: Json;
}

interface Scheduled extends ActivityTask {
  started: (workerName: string | undefined) => void;
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
      const poller: Poller = { workerName, take: resolve };
      const task = this.#scheduled.get(arn)?.shift();
      if (task !== undefined) {
        hand(task, poller);
        return;
      }
      const queue = listOf(this.#pollers, arn);
      queue.push(poller);
      signal?.addEventListener(
        'abort',
        () => {
          const index = queue.indexOf(poller);
          if (index !== -1) queue.splice(index, 1);
          resolve(undefined);
        },
        { once: true },
      );
    });
  }
}

function hand({ taskToken, input, started }: Scheduled, { workerName, take }: Poller): void {
  started(workerName);
  take({ taskToken, input });
}

function listOf<T>(lists: Map<string, T[]>, key: string): T[] {
  let list = lists.get(key);
  if (list === undefined) lists.set(key, (list = []));
  return list;
}
