import { expect, test } from 'vitest';
import { ChunkTaken, LeaseLost } from '../../../../activities/errors.ts';
import type { Chunk, ChunkKey, Lease, StateStore } from '../../../../activities/ports.ts';
import { none, now, planned, table, takeLease, ttl, type Given } from './given.ts';

const pages = 3;
const rows = 10;

/** Every order in which `a` steps of A and `b` steps of B can come. */
const orders = (a: number, b: number): string[] => [
  ...(a + b === 0 ? [''] : []),
  ...(a > 0 ? orders(a - 1, b).map((rest) => `A${rest}`) : []),
  ...(b > 0 ? orders(a, b - 1).map((rest) => `B${rest}`) : []),
];

/** One attempt, step by step: the lease, the claim, then the pages that are left, each from what the step before gave. */
async function* attempt(store: StateStore, key: ChunkKey, token: string, takesLease: () => Promise<Lease>) {
  const lease = await takesLease();
  yield;
  let chunk: Chunk = await store.chunks.claim(key, lease, token, now, ttl);
  while (chunk.status !== 'completed') {
    yield;
    const page = Number(chunk.cursor ?? 0);
    const step = {
      attempt_token: token,
      sequence: chunk.sequence,
      cursor: String(page + 1),
      part: { name: `${key.job_id}, page ${page} by ${token}`, rows, bytes: 1 },
      quarantine: null,
      counts: { ...none, records_processed: rows },
      done: page + 1 === pages,
    };
    chunk = await store.chunks.accept(key, lease, step, now, ttl);
  }
}
const stepsOfAttempt = 2 + pages;

/** @returns what ended the attempt, if this step did */
const refusalOf = (steps: AsyncGenerator<void>): Promise<unknown> =>
  steps.next().then(
    () => undefined,
    (refusal: unknown) => refusal,
  );

export const interleavingsContract = (given: Given): void => {
  const all = orders(stepsOfAttempt, stepsOfAttempt);

  test.each([
    { case: 'under one lease', refusal: ChunkTaken },
    { case: 'of which each takes the lease', refusal: LeaseLost },
  ])(`two attempts $case, in each of ${all.length} orders, leave every page once`, async ({ refusal }) => {
    const { store } = given;
    let refused = 0;
    for (const order of all) {
      const { lease, plan, keys } = await planned(store, order, 1, { table_name: `${table.table_name}-${order}` });
      const anew = () => takeLease(store, order, { key: plan });
      const shared = () => Promise.resolve(lease);
      const start = (token: string, takesLease: () => Promise<Lease>) => attempt(store, keys[0]!, token, takesLease);
      const takesLease = refusal === LeaseLost ? anew : shared;
      const attempts = { A: start('A', takesLease), B: start('B', takesLease) };
      for (const name of order) {
        const ended = await refusalOf(attempts[name as 'A' | 'B']);
        if (ended === undefined) continue;
        expect(ended).toBeInstanceOf(refusal);
        refused += 1;
      }
      // The engine's next try, for where both were refused.
      const last = await anew();
      const retry = start('C', () => Promise.resolve(last));
      while (!(await retry.next()).done);
      expect(await store.chunks.get(keys[0]!)).toMatchObject({
        status: 'completed',
        sequence: pages,
        parts: pages,
        records_processed: pages * rows,
      });
      await store.tables.commit(plan, last, plan.created_at);
      const read = (await store.tables.parts(plan)).map((name) => name.replace(/ by .$/, ''));
      expect(read).toEqual([0, 1, 2].map((page) => `${order}, page ${page}`));
    }
    expect(refused).toBeGreaterThan(all.length / 2);
  });
};
