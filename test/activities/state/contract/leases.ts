import { expect, test } from 'vitest';
import { LeaseLost } from '../../../../activities/errors.ts';
import type { StateStore } from '../../../../activities/ports.ts';
import { now, table, takeLease, ttl, type Given } from './given.ts';

const first = { owner: 'execution-1', job_id: 'job-1' };
const second = { owner: 'execution-2', job_id: 'job-2' };
const held = { acquired: false, ...first, expires_ms: now + ttl };

type Before = (store: StateStore) => Promise<unknown>;
const acquire: Before = (store) => store.leases.acquire(table, first, now, ttl);

export const leasesContract = (given: Given): void => {
  const leases = () => given.store.leases;

  test.each<{ case: string; before: Before[]; holder?: typeof first; at?: number; expected: object }>([
    { case: 'a free table', before: [], expected: { acquired: true, owner: 'execution-2', fence: 1 } },
    { case: 'a table that another holds', before: [acquire], expected: held },
    { case: 'a table until its last millisecond', before: [acquire], at: now + ttl - 1, expected: held },
    {
      case: 'a table whose lease has expired',
      before: [acquire],
      at: now + ttl,
      expected: { acquired: true, owner: 'execution-2', fence: 2 },
    },
    {
      case: 'its own table once more',
      before: [acquire],
      holder: first,
      expected: { acquired: true, owner: 'execution-1', fence: 2 },
    },
    {
      case: 'a table that was given back',
      before: [acquire, (store) => store.leases.release(table, { owner: 'execution-1', fence: 1 })],
      expected: { acquired: true, owner: 'execution-2', fence: 2 },
    },
    {
      case: 'a table whose owner was ended from outside',
      before: [acquire, (store) => store.leases.releaseAll('execution-1')],
      expected: { acquired: true, owner: 'execution-2', fence: 2 },
    },
    {
      case: 'a table that was renewed',
      before: [acquire, (store) => store.leases.renew(table, { owner: 'execution-1', fence: 1 }, now + 10, ttl)],
      at: now + ttl,
      expected: { ...held, expires_ms: now + ttl + 10 },
    },
    {
      case: 'a table that was renewed by a host whose clock is behind',
      before: [acquire, (store) => store.leases.renew(table, { owner: 'execution-1', fence: 1 }, now - 600_000, ttl)],
      expected: held,
    },
    {
      case: 'a table of which an older lease was given back',
      before: [acquire, acquire, (store) => store.leases.release(table, { owner: 'execution-1', fence: 1 })],
      expected: held,
    },
    {
      case: 'a table that somebody else gave back',
      before: [acquire, (store) => store.leases.release(table, { owner: 'execution-2', fence: 1 })],
      expected: held,
    },
    {
      case: 'a table while all leases of another owner end',
      before: [acquire, (store) => store.leases.releaseAll('execution-2')],
      expected: held,
    },
  ])('whoever wants $case gets $expected', async ({ before, holder = second, at = now, expected }) => {
    for (const step of before) await step(given.store);
    expect(await leases().acquire(table, holder, at, ttl)).toEqual(expected);
  });

  test('the fencing number grows with every lease, and never starts again', async () => {
    const fences: number[] = [];
    for (let round = 0; round < 5; round++) {
      const lease = await takeLease(given.store, `execution-${round % 2}`);
      fences.push(lease.fence);
      await leases().release(table, lease);
      await leases().release(table, lease);
    }
    const other = await given.reopen();
    fences.push((await takeLease(other, 'execution-9')).fence);
    expect(fences).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test.each<{ case: string; before: Before }>([
    { case: 'was taken over after its end', before: (store) => store.leases.acquire(table, second, now + ttl, ttl) },
    { case: 'was taken once more by its owner', before: (store) => store.leases.acquire(table, first, now, ttl) },
    { case: 'was given back', before: (store) => store.leases.release(table, { owner: 'execution-1', fence: 1 }) },
    { case: 'ended with all of its owner', before: (store) => store.leases.releaseAll('execution-1') },
  ])('a lease that $case cannot be renewed', async ({ before }) => {
    const lease = await takeLease(given.store, 'execution-1');
    await before(given.store);
    await expect(leases().renew(table, lease, now, ttl)).rejects.toThrow(LeaseLost);
  });

  test.each([
    { owner: 'execution-2', fence: 1 },
    { owner: 'execution-1', fence: 0 },
    { owner: 'execution-1', fence: 2 },
    { owner: '', fence: 1 },
  ])('$owner with the number $fence does not hold the lease', async (lease) => {
    await takeLease(given.store, 'execution-1');
    await expect(leases().renew(table, lease, now, ttl)).rejects.toThrow(LeaseLost);
    await leases().release(table, lease);
    expect(await leases().acquire(table, second, now, ttl)).toEqual({ ...held, job_id: 'execution-1' });
  });

  test('a lease is renewed after its end if nobody took it', async () => {
    const lease = await takeLease(given.store, 'execution-1', { job_id: 'job-1' });
    await leases().renew(table, lease, now + 10 * ttl, ttl);
    expect(await leases().acquire(table, second, now + 10 * ttl, ttl)).toEqual({
      ...held,
      expires_ms: now + 11 * ttl,
    });
  });

  test('each table has its own lease', async () => {
    const others = [
      { ...table, tenant_id: 'globex' },
      { ...table, table_name: 'connectwise/companies' },
    ];
    await takeLease(given.store, 'execution-1');
    for (const key of others) expect(await leases().acquire(key, second, now, ttl)).toMatchObject({ fence: 1 });
    await leases().releaseAll('execution-2');
    expect(await leases().acquire(table, second, now, ttl)).toMatchObject({ acquired: false });
    for (const key of others) expect(await leases().acquire(key, first, now, ttl)).toMatchObject({ fence: 2 });
  });

  test('a table of which nobody ever held the lease has none to renew', async () => {
    const lease = { owner: 'execution-1', fence: 1 };
    await expect(leases().renew(table, lease, now, ttl)).rejects.toThrow(/acme\/connectwise\/tickets.*execution-1/);
    await leases().release(table, lease);
    await leases().releaseAll('execution-1');
  });

  test('of many that want one table at once exactly one gets it', async () => {
    const other = await given.reopen();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? given.store : other).leases.acquire(
          table,
          { owner: `execution-${index}`, job_id: `job-${index}` },
          now,
          ttl,
        ),
      ),
    );
    const winners = answers.filter((answer) => answer.acquired);
    expect(winners).toHaveLength(1);
    expect(new Set(answers.map(({ owner }) => owner))).toEqual(new Set([winners[0]!.owner]));
  });
};
