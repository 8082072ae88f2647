import fc from 'fast-check';
import { expect, test } from 'vitest';
import { now, type Given } from './given.ts';

const bucket = { per_second: 10, burst: 3 };

export const limitsContract = (given: Given): void => {
  const limits = () => given.store.limits;
  const empty = async (key: string, at = now) => {
    for (let taken = 0; taken < bucket.burst; taken++) expect(await limits().take(key, bucket, at)).toBe(0);
  };

  test.each([
    { ms: 0, wait: 100 },
    { ms: 1, wait: 99 },
    { ms: 99, wait: 1 },
    { ms: 100, wait: 0 },
    { ms: 600_000, wait: 0 },
    // A host whose clock is a little behind waits for longer, and takes nothing out of turn.
    { ms: -50, wait: 150 },
  ])('$ms ms after its burst a bucket has the next token in $wait ms', async ({ ms, wait }) => {
    await empty('api.example.com');
    expect(await limits().take('api.example.com', bucket, now + ms)).toBe(wait);
  });

  test('a full bucket holds its burst and no more, however long nobody took', async () => {
    await empty('key');
    await empty('key', now + 3_600_000);
    expect(await limits().take('key', bucket, now + 3_600_000)).toBe(100);
  });

  test('waiting takes nothing: whoever comes first gets the token', async () => {
    await empty('key');
    const waits = await Promise.all([1, 2, 3].map(() => limits().take('key', bucket, now + 40)));
    expect(waits).toEqual([60, 60, 60]);
    expect(await limits().take('key', bucket, now + 100)).toBe(0);
    expect(await limits().take('key', bucket, now + 100)).toBe(100);
  });

  test('a clock that was set back by minutes does not shut the bucket for as long', async () => {
    await empty('key', now + 600_000);
    expect(await limits().take('key', bucket, now)).toBe(0);
    expect(await limits().take('key', bucket, now)).toBe(100);
  });

  test('each key has its own bucket, shared by all handles', async () => {
    await empty('one');
    expect(await limits().take('another', bucket, now)).toBe(0);
    expect(await (await given.reopen()).limits.take('one', bucket, now)).toBe(100);
  });

  test.each([
    { case: 'a later hold counts', holds: [1_000, 5_000], until: 5_000 },
    { case: 'an earlier one does not shorten it', holds: [5_000, 1_000], until: 5_000 },
    { case: 'it may be said again', holds: [5_000, 5_000], until: 5_000 },
  ])('nothing is sent before the end of a hold: $case', async ({ holds, until }) => {
    for (const ms of holds) await limits().hold('key', now + ms);
    expect(await limits().heldUntil('key')).toBe(now + until);
    expect(await limits().take('key', bucket, now)).toBe(until);
    expect(await limits().take('key', bucket, now + until - 1)).toBe(1);
    expect(await limits().take('key', bucket, now + until)).toBe(0);
  });

  test('a hold takes no token', async () => {
    await limits().take('key', bucket, now);
    await limits().hold('key', now + 10);
    await limits().take('key', bucket, now);
    expect(await limits().take('key', bucket, now + 10)).toBe(0);
    expect(await limits().take('key', bucket, now + 10)).toBe(0);
    expect(await limits().take('key', bucket, now + 10)).toBe(90);
  });

  test('nobody held what nobody knows', async () => {
    expect(await limits().heldUntil('key')).toBe(0);
  });

  test('of many that take at once as many get a token as there are', async () => {
    const other = await given.reopen();
    const waits = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 === 0 ? given.store : other).limits.take('key', { per_second: 1, burst: 20 }, now),
      ),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(20);
  });

  test('never more than the burst and the rate are let through, and whoever waits as told gets a token', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          per_second: fc.double({ min: 0.1, max: 500, noNaN: true }),
          burst: fc.integer({ min: 1, max: 5 }),
        }),
        fc.array(fc.nat({ max: 2_000 }), { minLength: 1, maxLength: 25 }),
        async (any, pauses) => {
          const key = `run ${++run}`;
          const taken: number[] = [];
          let at = now;
          for (const pause of pauses) {
            at += pause;
            const wait = await limits().take(key, any, at);
            if (wait > 0) {
              expect(await limits().take(key, any, at + wait - 1)).toBe(1);
              at += wait;
              expect(await limits().take(key, any, at)).toBe(0);
            }
            taken.push(at);
          }
          for (const [first, from] of taken.entries()) {
            for (const [last, to] of taken.entries()) {
              // Moments are kept as doubles: to a quarter of a microsecond.
              const allowed = any.burst + ((to - from) / 1_000) * any.per_second + 0.001;
              expect(last - first + 1).toBeLessThanOrEqual(Math.max(allowed, 0));
            }
          }
        },
      ),
    );
  });
};
