import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../activities/ports.ts';

/** This host's clock. */
export const realClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, { signal });
    } catch {
      throw signal.reason;
    }
  },
};
