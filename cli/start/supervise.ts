import { Problem } from '../problems.ts';

/** Something that runs beside us and may end by itself. */
export interface Part {
  /** Why it ended; pending while it runs. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

export interface Supervised<T extends Part> {
  /** The one that runs now. */
  current(): T;
  /** Rejects with a Problem when it has ended once too often. */
  failed: Promise<never>;
  /** Stops it for good. */
  stop(): Promise<void>;
}

/** More says that something is wrong with it which another start does not mend. */
const mostRestarts = 3;

/** Starts a part, and starts it again when it ends by itself: what it works on is on disk. */
export async function supervise<T extends Part>(
  start: () => Promise<T>,
  tell: { ended: (why: string) => void; startedAgain: () => void },
): Promise<Supervised<T>> {
  let part = await start();
  let stopping = false;
  const watch = async (): Promise<never> => {
    for (let restarts = 0; ; restarts += 1) {
      const why = await part.ended;
      // What was asked to stop does not fail.
      if (stopping) return new Promise<never>(() => undefined);
      if (restarts === mostRestarts) throw new Problem(`${why}; it was started ${mostRestarts + 1} times`);
      tell.ended(why);
      await part.stop();
      part = await start();
      tell.startedAgain();
    }
  };
  const failed = watch();
  // Whoever waits for something else meanwhile looks at it later.
  failed.catch(() => undefined);
  return {
    current: () => part,
    failed,
    stop: async () => {
      stopping = true;
      await part.stop();
    },
  };
}
