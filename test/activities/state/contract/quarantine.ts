import { beforeEach, expect, test } from 'vitest';
import { InvalidInput } from '../../../../activities/errors.ts';
import type { PlanKey } from '../../../../activities/ports.ts';
import { now, planned, stepOf, ttl, type Given } from './given.ts';

export const quarantineContract = (given: Given): void => {
  const files = () => given.store.quarantine;
  const names = async (filter?: Partial<PlanKey>) => (await files().list(filter)).map(({ name }) => name);

  beforeEach(async () => {
    for (const [job_id, tenant_id, table_name] of [
      ['job-1', 'globex', 's/x'],
      ['job-1', 'acme', 's/x'],
      ['job-2', 'acme', 's/y'],
    ] as const) {
      const { lease, keys } = await planned(given.store, job_id, 1, { tenant_id, table_name });
      let chunk = await given.store.chunks.claim(keys[0]!, lease, 'A', now, ttl);
      for (const page of [0, 1, 2]) {
        const name = `${tenant_id}/${table_name}/bad-${page}`;
        const quarantine = page === 1 ? null : { name, rows: page + 1, bytes: 1 };
        chunk = await given.store.chunks.accept(chunk, lease, stepOf(chunk, { quarantine }), now, ttl);
      }
      await given.store.chunks.fail(chunk, { type: 'QuarantineLimitExceeded', message: 'too many' });
    }
  });

  test('a file says where its records come from, also of a chunk that failed', async () => {
    expect(await files().list({ job_id: 'job-2' })).toEqual(
      [0, 2].map((page) => ({
        job_id: 'job-2',
        tenant_id: 'acme',
        table_name: 's/y',
        chunk_id: expect.any(String) as string,
        name: `acme/s/y/bad-${page}`,
        rows: page + 1,
        accepted: false,
      })),
    );
  });

  test.each<{ filter: Partial<PlanKey> | undefined; expected: string[] }>([
    { filter: undefined, expected: ['acme/s/x', 'acme/s/y', 'globex/s/x'] },
    { filter: {}, expected: ['acme/s/x', 'acme/s/y', 'globex/s/x'] },
    { filter: { tenant_id: 'acme' }, expected: ['acme/s/x', 'acme/s/y'] },
    { filter: { table_name: 's/x' }, expected: ['acme/s/x', 'globex/s/x'] },
    { filter: { job_id: 'job-1' }, expected: ['acme/s/x', 'globex/s/x'] },
    { filter: { job_id: 'job-1', tenant_id: 'acme' }, expected: ['acme/s/x'] },
    { filter: { job_id: 'job-2', tenant_id: 'globex' }, expected: [] },
  ])('files of $filter are those of $expected', async ({ filter, expected }) => {
    expect(await names(filter)).toEqual(expected.flatMap((place) => [`${place}/bad-0`, `${place}/bad-2`]));
  });

  test('an accepted file stays listed, as accepted', async () => {
    await files().accept(['acme/s/x/bad-0']);
    await files().accept(['acme/s/x/bad-0', 'acme/s/x/bad-0', 'globex/s/x/bad-2']);
    await files().accept([]);
    const accepted = (await files().list()).filter((file) => file.accepted).map(({ name }) => name);
    expect(accepted).toEqual(['acme/s/x/bad-0', 'globex/s/x/bad-2']);
  });

  test('where one name is unknown no file is accepted', async () => {
    const accept = files().accept(['acme/s/x/bad-0', 'acme/s/x/bad-1']);
    await expect(accept).rejects.toThrow(
      new InvalidInput("there is no quarantine file 'acme/s/x/bad-1'; nothing was accepted"),
    );
    expect((await files().list()).some(({ accepted }) => accepted)).toBe(false);
  });
};
