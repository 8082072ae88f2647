/** Lets a limited number of tasks run at once; the others wait in order. */
export interface Gate {
  /** @throws the signal's reason when it is aborted before the task's turn comes */
  run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

export function createGate(limit: number): Gate {
  const waiting = new Set<() => void>();
  let running = 0;

  async function enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (running < limit) {
      running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enterNow = () => {
        waiting.delete(enterNow);
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        waiting.delete(enterNow);
        reject(signal.reason as Error);
      };
      waiting.add(enterNow);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }
  /** A place goes from hand to hand: `running` sinks only when nobody waits. */
  function leave(): void {
    const [next] = waiting;
    if (next === undefined) running -= 1;
    else next();
  }
  return {
    async run(task, signal) {
      await enter(signal);
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
