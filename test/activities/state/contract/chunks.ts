import { expect, test } from 'vitest';
import { ChunkTaken, InvalidInput, LeaseLost } from '../../../../activities/errors.ts';
import type { Chunk, ChunkKey, ChunkStep, Lease, StateStore } from '../../../../activities/ports.ts';
import { complete, none, now, planned, stepOf, table, takeLease, ttl, type Given } from './given.ts';

const unknown = { job_id: 'job-1', ...table, chunk_id: 'no such chunk' };
const failure = { type: 'InvalidPage', message: 'cut \u0000 at 7 \ud800' };

export const chunksContract = (given: Given): void => {
  const chunks = () => given.store.chunks;
  const oneChunk = async (): Promise<{ lease: Lease; key: ChunkKey }> => {
    const { lease, keys } = await planned(given.store, 'job-1', 3);
    return { lease, key: keys[1]! };
  };
  const claimed = async (token = 'A') => {
    const { lease, key } = await oneChunk();
    return { lease, key, chunk: await chunks().claim(key, lease, token, now, ttl) };
  };

  test('a claim makes the attempt the only writer', async () => {
    const { chunk, key } = await claimed('A');
    expect(chunk).toEqual({
      ...key,
      chunk_index: 1,
      after: '100',
      up_to: '200',
      status: 'running',
      cursor: null,
      sequence: 0,
      parts: 0,
      attempt_token: 'A',
      resumptions: 0,
      error: null,
      ...none,
    });
    expect(await chunks().get(key)).toEqual(chunk);
    expect(await (await given.reopen()).chunks.get(key)).toEqual(chunk);
  });

  test('a step adds its part, its counts and its cursor', async () => {
    const { lease, key, chunk } = await claimed();
    const counts = { records_processed: 7, records_quarantined: 2, bytes: 512, api_calls: 3, api_errors: 1 };
    const quarantine = { name: 'bad/1', rows: 2, bytes: 20 };
    const step = stepOf(chunk, { cursor: 'c1', counts, quarantine });
    const expected = { ...chunk, cursor: 'c1', sequence: 1, parts: 1, ...counts };
    expect(await chunks().accept(key, lease, step, now, ttl)).toEqual(expected);
    const empty = stepOf(expected, { cursor: 'c2', counts, part: null });
    expect(await chunks().accept(key, lease, empty, now, ttl)).toEqual({
      ...expected,
      cursor: 'c2',
      sequence: 2,
      records_processed: 14,
      records_quarantined: 4,
      bytes: 1_024,
      api_calls: 6,
      api_errors: 2,
    });
  });

  test('a completed chunk is given back unchanged to whoever claims it', async () => {
    const { lease, key } = await oneChunk();
    const done = await complete(given.store, key, lease);
    expect(done).toMatchObject({ status: 'completed', sequence: 1, parts: 1, records_processed: 10 });
    expect(await chunks().claim(key, lease, 'another', now, ttl)).toEqual(done);
    await chunks().fail(key, failure);
    expect(await chunks().get(key)).toEqual(done);
  });

  test('the attempt that claims later goes on from the checkpoint', async () => {
    const { lease, key, chunk } = await claimed('A');
    const after = await chunks().accept(key, lease, stepOf(chunk), now, ttl);
    const next = await chunks().claim(key, lease, 'B', now, ttl);
    expect(next).toEqual({ ...after, attempt_token: 'B' });
    expect(await chunks().claim(key, lease, 'B', now, ttl)).toEqual(next);
  });

  const bad = { name: 'bad', rows: 1, bytes: 1 };
  test.each<{ case: string; change: (next: ChunkStep, last: ChunkStep) => Partial<ChunkStep> }>([
    { case: 'of another attempt', change: (next) => ({ ...next, attempt_token: 'B' }) },
    { case: 'from a later state', change: (next) => ({ ...next, sequence: 2 }) },
    { case: 'from an earlier state', change: (next) => ({ ...next, sequence: 0 }) },
    { case: 'that is the last one with another cursor', change: (_, last) => ({ ...last, cursor: 'other' }) },
    { case: 'that is the last one with another part', change: (next, last) => ({ ...last, part: next.part }) },
    { case: 'that is the last one without its part', change: (_, last) => ({ ...last, part: null }) },
    { case: 'that is the last one with bad records', change: (_, last) => ({ ...last, quarantine: bad }) },
    { case: 'that is the last one, but ends the chunk', change: (_, last) => ({ ...last, done: true }) },
    { case: 'that is the last one from a later state', change: (_, last) => ({ ...last, sequence: 2 }) },
    { case: "that is another attempt's last one", change: (_, last) => ({ ...last, attempt_token: 'B' }) },
  ])('a step $case is refused, and nothing of it is kept', async ({ change }) => {
    const { lease, key, chunk } = await claimed('A');
    const last = stepOf(chunk);
    const before = await chunks().accept(key, lease, last, now, ttl);
    const step = { ...last, ...change(stepOf(before), last) };
    await expect(chunks().accept(key, lease, step, now + 5, ttl)).rejects.toThrow(ChunkTaken);
    expect(await chunks().get(key)).toEqual(before);
    expect(await given.store.quarantine.list()).toEqual([]);
    expect(await given.store.leases.acquire(table, { owner: 'x', job_id: 'x' }, now, ttl)).toMatchObject({
      expires_ms: now + ttl,
    });
  });

  test('a step whose answer was lost may be said again', async () => {
    const { lease, key, chunk } = await claimed('A');
    const step = stepOf(chunk, { quarantine: { name: 'bad', rows: 1, bytes: 1 }, done: true });
    const accepted = await chunks().accept(key, lease, step, now, ttl);
    expect(await chunks().accept(key, lease, step, now, ttl)).toEqual(accepted);
    expect(await chunks().get(key)).toEqual(accepted);
    expect(await given.store.quarantine.list()).toHaveLength(1);
  });

  test('nothing follows on a completed chunk', async () => {
    const { lease, key, chunk } = await claimed('A');
    const done = await chunks().accept(key, lease, stepOf(chunk, { done: true }), now, ttl);
    await expect(chunks().accept(key, lease, stepOf(done), now, ttl)).rejects.toThrow(ChunkTaken);
    expect(await chunks().get(key)).toEqual(done);
  });

  test('a chunk that was never claimed takes no step', async () => {
    const { lease, key } = await oneChunk();
    const chunk = (await chunks().get(key))!;
    const step = stepOf(chunk, { attempt_token: 'A' });
    await expect(chunks().accept(key, lease, step, now, ttl)).rejects.toThrow(ChunkTaken);
    expect(await chunks().get(key)).toEqual(chunk);
  });

  test('a given up chunk shows why, and refuses the attempt that still runs', async () => {
    const { lease, key, chunk } = await claimed('A');
    const before = await chunks().accept(key, lease, stepOf(chunk), now, ttl);
    await chunks().fail(key, failure);
    await chunks().fail(key, { ...failure, message: 'later' });
    await chunks().fail(key, failure);
    const failed = { ...before, status: 'failed', error: failure, attempt_token: null };
    expect(await chunks().get(key)).toEqual(failed);
    await expect(chunks().accept(key, lease, stepOf(before), now, ttl)).rejects.toThrow(ChunkTaken);
    expect(await chunks().claim(key, lease, 'B', now, ttl)).toEqual({ ...before, attempt_token: 'B' });
  });

  test('resumptions are counted, also of a chunk that failed or completed', async () => {
    const { lease, key } = await oneChunk();
    const counted = [await chunks().resume(key)];
    await chunks().fail(key, failure);
    counted.push(await chunks().resume(key));
    await complete(given.store, key, lease);
    counted.push(await chunks().resume(key));
    expect(counted).toEqual([1, 2, 3]);
    expect(await chunks().get(key)).toMatchObject({ resumptions: 3, status: 'completed' });
  });

  test.each<[string, (store: StateStore, lease: Lease) => Promise<unknown>]>([
    ['claimed', (store, lease) => store.chunks.claim(unknown, lease, 'A', now, ttl)],
    [
      'advanced',
      (store, lease) =>
        store.chunks.accept(unknown, lease, stepOf({ ...unknown, sequence: 0, attempt_token: 'A' } as Chunk), now, ttl),
    ],
    ['failed', (store) => store.chunks.fail(unknown, failure)],
    ['resumed', (store) => store.chunks.resume(unknown)],
  ])('an unknown chunk cannot be %s', async (_, operation) => {
    const { lease } = await oneChunk();
    await expect(operation(given.store, lease)).rejects.toThrow(InvalidInput);
    expect(await chunks().get(unknown)).toBeUndefined();
  });

  test.each<[string, (store: StateStore, key: ChunkKey, lease: Lease, chunk: Chunk) => Promise<unknown>]>([
    ['claims', (store, key, lease) => store.chunks.claim(key, lease, 'B', now, ttl)],
    ['writes', (store, key, lease, chunk) => store.chunks.accept(key, lease, stepOf(chunk), now, ttl)],
  ])('a writer without the lease %s nothing', async (_, operation) => {
    const { lease, key, chunk } = await claimed('A');
    const leases = [
      { owner: 'job-2', fence: lease.fence },
      { owner: 'job-1', fence: lease.fence + 1 },
      { owner: 'job-1', fence: lease.fence - 1 },
    ];
    for (const other of leases) await expect(operation(given.store, key, other, chunk)).rejects.toThrow(LeaseLost);
    await takeLease(given.store, 'job-2', { at: now + ttl });
    await expect(operation(given.store, key, lease, chunk)).rejects.toThrow(LeaseLost);
    expect(await chunks().get(key)).toEqual(chunk);
  });

  test.each<[string, (store: StateStore, key: ChunkKey, lease: Lease, chunk: Chunk) => Promise<unknown>]>([
    ['claim', (store, key, lease) => store.chunks.claim(key, lease, 'B', now + 7, ttl)],
    ['step', (store, key, lease, chunk) => store.chunks.accept(key, lease, stepOf(chunk), now + 7, ttl)],
  ])('a %s renews the lease', async (_, operation) => {
    const { lease, key, chunk } = await claimed('A');
    await operation(given.store, key, lease, chunk);
    const answer = await given.store.leases.acquire(table, { owner: 'job-2', job_id: 'job-2' }, now + ttl, ttl);
    expect(answer).toMatchObject({ acquired: false, expires_ms: now + 7 + ttl });
  });

  test.each([
    { from: 0, limit: 2, expected: [0, 1] },
    { from: 2, limit: 200, expected: [2] },
    { from: 3, limit: 200, expected: [] },
    { from: 0, limit: 0, expected: [] },
  ])('chunks from $from on, at most $limit, are $expected', async ({ from, limit, expected }) => {
    const { plan } = await planned(given.store, 'job-1', 3);
    await planned(given.store, 'job-1', 5, { table_name: 'connectwise/companies' });
    expect((await chunks().list(plan, from, limit)).map(({ chunk_index }) => chunk_index)).toEqual(expected);
  });

  test('totals count chunks by status and sum what they read', async () => {
    const { plan, lease, keys } = await planned(given.store, 'job-1', 6);
    const counts = { records_processed: 5, records_quarantined: 1, bytes: 100, api_calls: 2, api_errors: 1 };
    await complete(given.store, keys[0]!, lease, { counts });
    await complete(given.store, keys[4]!, lease, { counts });
    const running = await chunks().claim(keys[1]!, lease, 'A', now, ttl);
    await chunks().accept(running, lease, stepOf(running, { counts }), now, ttl);
    await chunks().fail(keys[3]!, { type: 'Timeout', message: 'the later' });
    await chunks().fail(keys[2]!, failure);
    expect(await chunks().totals(plan)).toEqual({
      total: 6,
      pending: 1,
      running: 1,
      completed: 2,
      failed: 2,
      records_processed: 15,
      records_quarantined: 3,
      bytes: 300,
      api_calls: 6,
      api_errors: 3,
      error: failure,
    });
  });

  test('totals of a table without chunks are all zero', async () => {
    const { plan } = await planned(given.store, 'job-1', 0);
    const zero = { total: 0, pending: 0, running: 0, completed: 0, failed: 0, ...none, error: null };
    expect(await chunks().totals(plan)).toEqual(zero);
    expect(await chunks().totals({ ...plan, job_id: 'nothing' })).toEqual(zero);
  });

  test('of many steps at once from one state exactly one is accepted', async () => {
    const { lease, key, chunk } = await claimed('A');
    const other = await given.reopen();
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? given.store : other).chunks.accept(
          key,
          lease,
          stepOf(chunk, { part: { name: `part ${index}`, rows: 10, bytes: 1 } }),
          now,
          ttl,
        ),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await chunks().get(key)).toMatchObject({ sequence: 1, parts: 1, records_processed: 10 });
  });
};
