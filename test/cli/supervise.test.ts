import { expect, test } from 'vitest';
import { supervise, type Part } from '../../cli/start/supervise.ts';

/** Parts that end when the test says so. */
function parts() {
  const started: { end: (why: string) => void; stopped: boolean }[] = [];
  const start = (): Promise<Part> => {
    let end: (why: string) => void = () => undefined;
    const ended = new Promise<string>((resolve) => (end = resolve));
    const one = { end, stopped: false };
    started.push(one);
    const stop = () => {
      one.stopped = true;
      one.end('stopped');
      return Promise.resolve();
    };
    return Promise.resolve({ ended, stop });
  };
  return { started, start };
}

test('a part that ends by itself is started again, three times, and then given up', async () => {
  const { started, start } = parts();
  const told: string[] = [];
  let startedAgain: () => void = () => undefined;
  const supervised = await supervise(start, {
    ended: (why) => told.push(why),
    startedAgain: () => {
      startedAgain();
    },
  });
  for (const why of ['first', 'second', 'third']) {
    const again = new Promise<void>((resolve) => (startedAgain = resolve));
    started.at(-1)!.end(why);
    await again;
    expect(started.at(-2)!.stopped).toBe(true);
  }
  expect(told).toEqual(['first', 'second', 'third']);
  started.at(-1)!.end('fourth');
  await expect(supervised.failed).rejects.toThrow('fourth; it was started 4 times');
  expect(started).toHaveLength(4);
});

test('a part that is asked to stop is not started again', async () => {
  const { started, start } = parts();
  const told: string[] = [];
  const supervised = await supervise(start, { ended: (why) => told.push(why), startedAgain: () => undefined });
  await supervised.stop();
  expect({ stopped: started[0]!.stopped, count: started.length, told }).toEqual({ stopped: true, count: 1, told: [] });
});

test('a part that cannot be started again fails with the reason', async () => {
  const { started, start } = parts();
  let count = 0;
  const once = () => (count++ === 0 ? start() : Promise.reject(new Error('no port is left')));
  const supervised = await supervise(once, { ended: () => undefined, startedAgain: () => undefined });
  started[0]!.end('killed');
  await expect(supervised.failed).rejects.toThrow('no port is left');
});
