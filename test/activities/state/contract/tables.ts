import { expect, test } from 'vitest';
import { InvalidInput, LeaseLost } from '../../../../activities/errors.ts';
import type { Plan, StateStore } from '../../../../activities/ports.ts';
import { complete, instant, none, now, planOf, planned, stepOf, table, takeLease, ttl, type Given } from './given.ts';

const committedAt = instant(now + 5_000);
const failure = { type: 'Timeout', message: 'why' };

/** A job whose chunks all completed, committed. */
const committed = async (store: StateStore, job_id: string, as_of: string | null) => {
  const { lease, plan, keys } = await planned(store, job_id, 1, { as_of });
  await complete(store, keys[0]!, lease);
  return { lease, plan, commit: await store.tables.commit(plan, lease, committedAt) };
};

export const tablesContract = (given: Given): void => {
  const tables = () => given.store.tables;

  test('a commit makes a manifest, moves the watermark and ends the lease', async () => {
    const { lease, plan, keys } = await planned(given.store, 'job-1', 2, { schema_version: 3 });
    for (const key of keys) await complete(given.store, key, lease);
    const commit = await tables().commit(plan, lease, committedAt);
    expect(commit).toEqual({
      watermark: plan.as_of,
      advanced: true,
      manifest: {
        job_id: 'job-1',
        ...table,
        manifest_id: expect.any(String) as string,
        as_of: plan.as_of,
        committed_at: committedAt,
        schema_version: 3,
        complete_read: true,
        merged: false,
      },
    });
    expect(await tables().watermark(table)).toBe(plan.as_of);
    await expect(given.store.leases.renew(table, lease, now, ttl)).rejects.toThrow(LeaseLost);
    expect((await takeLease(given.store, 'job-2')).fence).toBe(lease.fence + 1);
  });

  test('a repeated commit changes nothing and gives the same answer, also after the next lease and commit', async () => {
    const { lease, plan, commit } = await committed(given.store, 'job-1', instant(now));
    expect(await tables().commit(plan, lease, instant(now + 9_000))).toEqual(commit);
    const next = await committed(given.store, 'job-2', instant(now + 1_000));
    expect(await tables().commit(plan, lease, committedAt)).toEqual(commit);
    expect(await tables().commit(next.plan, next.lease, committedAt)).toEqual(next.commit);
    expect(await tables().watermark(table)).toBe(instant(now + 1_000));
    expect(await given.store.ledger.pending('acme')).toEqual([commit.manifest, next.commit.manifest]);
  });

  test('a repeated commit leaves a lease alone that its owner has taken since', async () => {
    const { lease, plan } = await committed(given.store, 'job-1', instant(now));
    const next = await takeLease(given.store, 'job-1');
    await tables().commit(plan, lease, committedAt);
    await given.store.leases.renew(table, next, now, ttl);
  });

  test.each<{ case: string; before: (store: StateStore) => Promise<unknown> }>([
    {
      case: 'was taken over',
      before: (store) => store.leases.acquire(table, { owner: 'x', job_id: 'x' }, now + ttl, ttl),
    },
    { case: 'was taken once more', before: (store) => takeLease(store, 'job-1') },
    { case: 'was given back', before: (store) => store.leases.release(table, { owner: 'job-1', fence: 1 }) },
  ])('a writer whose lease $case commits nothing', async ({ before }) => {
    const { lease, plan, keys } = await planned(given.store, 'job-1', 1);
    await complete(given.store, keys[0]!, lease);
    await before(given.store);
    await expect(tables().commit(plan, lease, committedAt)).rejects.toThrow(LeaseLost);
    expect(await tables().watermark(table)).toBeNull();
    expect(await tables().parts(table)).toEqual([]);
    expect(await tables().list()).toEqual([]);
    expect(await given.store.ledger.pending('acme')).toEqual([]);
  });

  test('what one job has committed is no answer for another with the same lease', async () => {
    const { lease } = await committed(given.store, 'job-1', instant(now));
    await expect(tables().commit(planOf('job-2'), lease, committedAt)).rejects.toThrow(LeaseLost);
  });

  test('without a plan there is nothing to commit, and the lease goes on', async () => {
    const lease = await takeLease(given.store, 'job-1');
    await expect(tables().commit(planOf('job-1'), lease, committedAt)).rejects.toThrow(InvalidInput);
    await given.store.leases.renew(table, lease, now, ttl);
  });

  test.each([
    { case: 'pending', act: () => Promise.resolve() },
    {
      case: 'running',
      act: async (store: StateStore, { keys, lease }: Awaited<ReturnType<typeof planned>>) => {
        const chunk = await store.chunks.claim(keys[1]!, lease, 'A', now, ttl);
        await store.chunks.accept(chunk, lease, stepOf(chunk), now, ttl);
      },
    },
    {
      case: 'failed',
      act: (store: StateStore, { keys }: Awaited<ReturnType<typeof planned>>) => store.chunks.fail(keys[1]!, failure),
    },
  ])('beside a $case chunk the completed ones are kept and the watermark stays', async ({ act }) => {
    const it = await planned(given.store, 'job-1', 2);
    const done = await complete(given.store, it.keys[0]!, it.lease);
    await act(given.store, it);
    const commit = await tables().commit(it.plan, it.lease, committedAt);
    expect(commit).toMatchObject({ watermark: null, advanced: false, manifest: { complete_read: false } });
    expect(await tables().watermark(table)).toBeNull();
    expect(await tables().parts(table)).toEqual([stepOf({ ...done, sequence: 0 }).part!.name]);
    expect(await tables().watermarks()).toEqual([{ ...table, watermark: null }]);
  });

  test('a resumed job commits what the first commit did not hold, and then moves the watermark', async () => {
    const { lease, plan, keys } = await planned(given.store, 'job-1', 2);
    await complete(given.store, keys[1]!, lease, { part: { name: 'late', rows: 1, bytes: 1 } });
    const first = await tables().commit(plan, lease, committedAt);
    const again = await takeLease(given.store, 'execution-2', { job_id: 'job-1' });
    await complete(given.store, keys[0]!, again, { part: { name: 'early', rows: 1, bytes: 1 } });
    const second = await tables().commit(plan, again, instant(now - 600_000));
    expect(second).toMatchObject({ watermark: plan.as_of, advanced: true, manifest: { complete_read: false } });
    // In order of commit, whatever the hosts' clocks say.
    expect(await tables().parts(table)).toEqual(['late', 'early']);
    expect(await given.store.ledger.parts(first.manifest!.manifest_id)).toEqual(['late']);
    expect(await given.store.ledger.parts(second.manifest!.manifest_id)).toEqual(['early']);
    const third = await takeLease(given.store, 'execution-3', { job_id: 'job-1' });
    expect(await tables().commit(plan, third, committedAt)).toEqual({
      watermark: plan.as_of,
      advanced: false,
      manifest: null,
    });
  });

  test.each([
    { case: 'later', stored: 0, as_of: 1, watermark: 1, advanced: true },
    { case: 'equal', stored: 0, as_of: 0, watermark: 0, advanced: false },
    { case: 'earlier', stored: 0, as_of: -1, watermark: 0, advanced: false },
    { case: 'missing', stored: 0, as_of: null, watermark: 0, advanced: false },
    { case: 'first', stored: null, as_of: 1, watermark: 1, advanced: true },
  ])('an as_of that is $case leaves the watermark at $watermark ms', async ({ stored, as_of, watermark, advanced }) => {
    const at = (ms: number | null) => (ms === null ? null : instant(now + ms));
    await committed(given.store, 'job-1', at(stored));
    const { commit } = await committed(given.store, 'job-2', at(as_of));
    expect(commit).toMatchObject({ watermark: at(watermark), advanced });
    expect(await tables().watermark(table)).toBe(at(watermark));
  });

  test('a table that had nothing to read moves its watermark and makes no manifest', async () => {
    const { lease, plan } = await planned(given.store, 'job-1', 0);
    const expected = { watermark: plan.as_of, advanced: true, manifest: null };
    expect(await tables().commit(plan, lease, committedAt)).toEqual(expected);
    expect(await tables().commit(plan, lease, committedAt)).toEqual(expected);
    expect(await tables().list()).toEqual([]);
  });

  test('a chunk without records is part of the manifest: the table is known to be empty', async () => {
    const { lease, plan, keys } = await planned(given.store, 'job-1', 1);
    await complete(given.store, keys[0]!, lease, { part: null, counts: none });
    const { manifest } = await tables().commit(plan, lease, committedAt);
    expect(manifest).toMatchObject({ complete_read: true });
    expect(await given.store.ledger.parts(manifest!.manifest_id)).toEqual([]);
    expect(await tables().list()).toEqual([table]);
  });

  test.each<{ case: string; changes: Partial<Plan>; quarantined?: number; complete_read: boolean }>([
    { case: 'a full exact read', changes: {}, complete_read: true },
    { case: 'a full read that may repeat rows', changes: { guarantee: 'at least once' }, complete_read: true },
    { case: 'a full read that may miss rows', changes: { guarantee: 'best effort' }, complete_read: false },
    { case: 'an incremental read', changes: { mode: 'incremental', lower_bound: instant(0) }, complete_read: false },
    { case: 'a read from a lower bound on', changes: { lower_bound: instant(0) }, complete_read: false },
    { case: 'a read with a bad record', changes: {}, quarantined: 1, complete_read: false },
  ])('$case counts as complete: $complete_read', async ({ changes, quarantined = 0, complete_read }) => {
    const { lease, plan, keys } = await planned(given.store, 'job-1', 2, changes);
    await complete(given.store, keys[0]!, lease);
    await complete(given.store, keys[1]!, lease, { counts: { ...none, records_quarantined: quarantined } });
    const { manifest } = await tables().commit(plan, lease, committedAt);
    expect(manifest).toMatchObject({ complete_read });
  });

  test("a chunk's parts come in the order of its steps", async () => {
    const { lease, plan, keys } = await planned(given.store, 'job-1', 1);
    let chunk = await given.store.chunks.claim(keys[0]!, lease, 'A', now, ttl);
    for (let step = 0; step < 12; step++) {
      const part = step === 5 ? null : { name: `p${step}`, rows: 1, bytes: 1 };
      chunk = await given.store.chunks.accept(chunk, lease, stepOf(chunk, { part, done: step === 11 }), now, ttl);
    }
    const { manifest } = await tables().commit(plan, lease, committedAt);
    const expected = ['p0', 'p1', 'p2', 'p3', 'p4', 'p6', 'p7', 'p8', 'p9', 'p10', 'p11'];
    expect(await tables().parts(table)).toEqual(expected);
    expect(await given.store.ledger.parts(manifest!.manifest_id)).toEqual(expected);
  });

  test('watermarks and committed tables are listed by tenant and table', async () => {
    for (const [tenant_id, table_name] of [
      ['b', 's/x'],
      ['a', 's/y'],
      ['a', 's/x'],
    ] as const) {
      const { lease, plan, keys } = await planned(given.store, 'job-1', 1, { tenant_id, table_name });
      await complete(given.store, keys[0]!, lease, { part: { name: `${tenant_id}/${table_name}`, rows: 1, bytes: 1 } });
      await tables().commit(plan, lease, committedAt);
    }
    const [ax, ay, bx] = [
      { tenant_id: 'a', table_name: 's/x' },
      { tenant_id: 'a', table_name: 's/y' },
      { tenant_id: 'b', table_name: 's/x' },
    ];
    expect(await tables().list()).toEqual([ax, ay, bx]);
    const watermark = instant(now);
    expect(await tables().watermarks()).toEqual([ax, ay, bx].map((key) => ({ ...key, watermark })));
    expect(await tables().watermarks('a')).toEqual([ax, ay].map((key) => ({ ...key, watermark })));
    expect(await tables().watermarks('c')).toEqual([]);
    expect(await tables().watermark({ tenant_id: 'b', table_name: 's/y' })).toBeNull();
    expect(await tables().parts(bx)).toEqual(['b/s/x']);
  });
};
