import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvalidInput, LeaseLost } from '../../../../activities/errors.ts';
import { instant, now, planOf, planned, rangesOf, table, takeLease, ttl, type Given } from './given.ts';

export const plansContract = (given: Given): void => {
  const plans = () => given.store.plans;

  test.each([
    planOf('job-1'),
    planOf('job-1', { mode: 'incremental', lower_bound: instant(now - 1), watermark: instant(now - 2) }),
    planOf('job-1', { as_of: null, guarantee: 'best effort', schema_version: 7 }),
    planOf('job-1', { guarantee: 'at least once', total_chunks: 0 }),
  ])('a plan comes back as it was made: %o', async (plan) => {
    const lease = await takeLease(given.store, 'job-1');
    expect(await plans().create(plan, rangesOf(plan.total_chunks), lease)).toEqual(plan);
    expect(await plans().get(plan)).toEqual(plan);
    expect(await (await given.reopen()).chunks.list(plan, 0, 10)).toHaveLength(plan.total_chunks);
  });

  test('a plan is made once: a later one with other chunks is not looked at', async () => {
    const { plan, lease } = await planned(given.store, 'job-1', 2);
    const later = planOf('job-1', { total_chunks: 3, as_of: instant(now + 1) });
    expect(await plans().create(later, rangesOf(3), lease)).toEqual(plan);
    expect(await given.store.chunks.list(plan, 0, 10)).toHaveLength(2);
  });

  test('of many that plan one table at once all get the same plan', async () => {
    const lease = await takeLease(given.store, 'job-1');
    const other = await given.reopen();
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? given.store : other).plans.create(
          planOf('job-1', { total_chunks: index, schema_version: index }),
          rangesOf(index),
          lease,
        ),
      ),
    );
    expect(new Set(made.map((plan) => JSON.stringify(plan))).size).toBe(1);
    expect(await given.store.chunks.list(made[0]!, 0, 100)).toHaveLength(made[0]!.total_chunks);
  });

  test.each([
    { case: 'no lease was taken', end: false, lease: { owner: 'job-2', fence: 1 } },
    { case: 'the number is older', end: false, lease: { owner: 'job-1', fence: 0 } },
    { case: 'the lease was given back', end: true, lease: { owner: 'job-1', fence: 1 } },
  ])('there is no plan, and no chunk, where $case', async ({ end, lease }) => {
    const own = await takeLease(given.store, 'job-1');
    if (end) await given.store.leases.release(table, own);
    await expect(plans().create(planOf('job-1'), rangesOf(2), lease)).rejects.toThrow(LeaseLost);
    expect(await plans().get(planOf('job-1'))).toBeUndefined();
    expect(await given.store.chunks.list(planOf('job-1'), 0, 10)).toEqual([]);
  });

  test('a plan that is there already is not given to a writer without the lease', async () => {
    const { plan, lease } = await planned(given.store, 'job-1', 1);
    await takeLease(given.store, 'job-1');
    await expect(plans().create(plan, rangesOf(1), lease)).rejects.toThrow(LeaseLost);
  });

  test('planning leaves the end of the lease where it is', async () => {
    await planned(given.store, 'job-1', 1);
    const answer = await given.store.leases.acquire(table, { owner: 'job-2', job_id: 'job-2' }, now, ttl);
    expect(answer).toMatchObject({ expires_ms: now + ttl });
  });

  test.each(['2026-01-31', '2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000+01:00', '', 'soon'])(
    'an as_of that would not sort, %j, is refused',
    async (as_of) => {
      const lease = await takeLease(given.store, 'job-1');
      await expect(plans().create(planOf('job-1', { as_of }), rangesOf(2), lease)).rejects.toThrow(InvalidInput);
      expect(await plans().list('job-1')).toEqual([]);
    },
  );

  test('a plan says how many chunks it has', async () => {
    const lease = await takeLease(given.store, 'job-1');
    await expect(plans().create(planOf('job-1'), rangesOf(3), lease)).rejects.toThrow(InvalidInput);
  });

  test("a job's plans are listed by tenant and table", async () => {
    const names = ['b/1', 'a/2', 'a/1'];
    for (const table_name of names) await planned(given.store, 'job-1', 1, { table_name });
    await planned(given.store, 'job-2', 1);
    expect((await plans().list('job-1')).map(({ table_name }) => table_name)).toEqual(['a/1', 'a/2', 'b/1']);
    expect(await plans().list('job-3')).toEqual([]);
  });

  test('a plan of 10,000 chunks has them in order, each new', async () => {
    const { plan, keys } = await planned(given.store, 'job-1', 10_000);
    expect(new Set(keys.map(({ chunk_id }) => chunk_id)).size).toBe(10_000);
    const last = await given.store.chunks.list(plan, 9_998, 200);
    expect(last).toMatchObject([
      { chunk_index: 9_998, after: '999800', up_to: '999900', status: 'pending', cursor: null, sequence: 0, parts: 0 },
      { chunk_index: 9_999, after: '999900', up_to: null, attempt_token: null, resumptions: 0, error: null },
    ]);
  });

  test('keys and cursors are any text at all, and come back unchanged', async () => {
    const lease = await takeLease(given.store, 'job-1');
    const anyText = fc.string({ unit: 'binary' });
    // Halves of surrogate pairs too.
    const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
    let job = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText, anyUnits), fc.oneof(anyText, anyUnits), async (after, cursor) => {
        const plan = planOf(`job-${++job}`, { total_chunks: 1 });
        await plans().create(plan, [{ after, up_to: cursor }], lease);
        const [chunk] = await given.store.chunks.list(plan, 0, 1);
        await given.store.chunks.claim(chunk!, lease, 'token', now, ttl);
        const step = {
          attempt_token: 'token',
          sequence: 0,
          cursor,
          part: null,
          quarantine: null,
          counts: { records_processed: 0, records_quarantined: 0, bytes: 0, api_calls: 0, api_errors: 0 },
          done: false,
        };
        await given.store.chunks.accept(chunk!, lease, step, now, ttl);
        expect(await given.store.chunks.get(chunk!)).toMatchObject({ after, up_to: cursor, cursor });
      }),
    );
  });
};
