import { expect, test } from 'vitest';
import { InvalidInput } from '../../../../activities/errors.ts';
import type { JobTenant, StateStore } from '../../../../activities/ports.ts';
import type { PipelineInput, PipelineOutput, TenantResult } from '../../../../workflows/shapes.ts';
import { instant, jobOf, now, type Given } from './given.ts';

const tenants = (count: number): JobTenant[] =>
  Array.from({ length: count }, (_, index) => ({
    // Not in the order of their names: the job's own order counts.
    tenant_id: `tenant-${(index * 7919) % count}`,
    priority: (['high', 'normal', 'low'] as const)[index % 3]!,
  }));

const resultOf = (tenant_id: string, status: TenantResult['status'] = 'completed'): TenantResult => ({
  tenant_id,
  status,
  records_processed: 12,
  tables_processed: 3,
  execution_time: 1.25,
  error: status === 'completed' ? null : { type: 'SourceUnavailable', message: 'no \u0000 answer' },
});

const outputOf = (job_id: string): PipelineOutput => ({
  job_id,
  status: 'partial',
  total_tenants: 2,
  successful_tenants: 1,
  partial_tenants: 0,
  failed_tenants: 1,
  total_records_processed: 24,
  execution_time_seconds: 61.5,
  tenant_results: [resultOf('acme'), resultOf('globex', 'failed')],
  tenant_results_truncated: false,
});

export const jobsContract = (given: Given): void => {
  const jobs = () => given.store.jobs;

  test('a job is created once, whoever creates it again', async () => {
    const first = jobOf('job-1', { input: { priority: null, table_name: 'connectwise/tickets' } });
    expect(await jobs().create(first, tenants(2))).toEqual(first);
    expect(await jobs().create(jobOf('job-1', { mode: 'batched' }), tenants(5))).toEqual(first);
    expect(await jobs().get('job-1')).toEqual(first);
    expect(await jobs().countTenants('job-1')).toBe(2);
  });

  test('of many that create one job at once all get the same', async () => {
    const other = await given.reopen();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? given.store : other).jobs.create(
          jobOf('job-1', { execution_id: `execution-${index}` }),
          tenants(index),
        ),
      ),
    );
    expect(new Set(answers.map(({ execution_id }) => execution_id)).size).toBe(1);
    expect(await jobs().countTenants('job-1')).toBe(Number(answers[0]!.execution_id.split('-')[1]));
  });

  test('a refused input is kept as it was given', async () => {
    const input = { tenant_id: '../x', chunk_size_override: 'ten', more: [1, null] } as unknown as PipelineInput;
    await jobs().create(jobOf('job-1', { input }), []);
    expect((await jobs().get('job-1'))?.input).toEqual(input);
  });

  test.each([
    { offset: 0, limit: 0, expected: [] },
    { offset: 0, limit: 2, expected: [0, 1] },
    { offset: 2, limit: 2, expected: [2, 3] },
    { offset: 4, limit: 500, expected: [4] },
    { offset: 5, limit: 500, expected: [] },
  ])('tenants from $offset on, at most $limit, are $expected', async ({ offset, limit, expected }) => {
    await jobs().create(jobOf('job-1'), tenants(5));
    await jobs().create(jobOf('job-2'), tenants(9));
    expect(await jobs().tenants('job-1', offset, limit)).toEqual(expected.map((index) => tenants(5)[index]));
  });

  test('a job of 5,000 tenants keeps them in order', async () => {
    await jobs().create(jobOf('job-1'), tenants(5_000));
    expect(await jobs().countTenants('job-1')).toBe(5_000);
    expect(await jobs().tenants('job-1', 4_000, 500)).toEqual(tenants(5_000).slice(4_000, 4_500));
  });

  test('jobs are listed from the newest on', async () => {
    for (const hour of [3, 1, 2]) {
      await jobs().create(jobOf(`job-${hour}`, { started_at: instant(now + hour * 3_600_000) }), []);
    }
    await jobs().create(jobOf('job-2b', { started_at: instant(now + 2 * 3_600_000) }), []);
    expect((await jobs().list(3)).map(({ job_id }) => job_id)).toEqual(['job-3', 'job-2b', 'job-2']);
    expect(await jobs().list(100)).toHaveLength(4);
  });

  test.each(['completed', 'partial', 'failed', 'canceled'] as const)(
    'a job that ended %s may be resumed and end again',
    async (status) => {
      const error = { type: 'InvalidInput', message: 'why' };
      const end = { status, finished_at: instant(now + 1), result: null, error };
      await jobs().create(jobOf('job-1'), []);
      await jobs().finish('job-1', end);
      await jobs().finish('job-1', end);
      expect(await jobs().get('job-1')).toEqual(jobOf('job-1', end));
      await jobs().resume('job-1', 'execution-2');
      await jobs().resume('job-1', 'execution-2');
      expect(await jobs().get('job-1')).toEqual(jobOf('job-1', { execution_id: 'execution-2' }));
      const again = {
        status: 'partial',
        finished_at: instant(now + 2),
        result: outputOf('job-1'),
        error: null,
      } as const;
      await jobs().finish('job-1', again);
      expect(await jobs().get('job-1')).toEqual(jobOf('job-1', { execution_id: 'execution-2', ...again }));
    },
  );

  test('calls add up, also when many count at once', async () => {
    await jobs().create(jobOf('job-1', { api_calls: 1 }), []);
    const other = await given.reopen();
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 === 0 ? given.store : other).jobs.countCalls('job-1', { api_calls: 2, api_errors: 1 }),
      ),
    );
    expect(await jobs().get('job-1')).toMatchObject({ api_calls: 101, api_errors: 50 });
  });

  test("a later result of a tenant replaces the earlier one, the others' stay", async () => {
    await jobs().create(jobOf('job-1'), tenants(2));
    await jobs().create(jobOf('job-2'), tenants(2));
    await jobs().putTenantResults('job-1', [resultOf('a'), resultOf('b', 'failed')]);
    await jobs().putTenantResults('job-1', [resultOf('b', 'partial'), resultOf('c')]);
    await jobs().putTenantResults('job-1', []);
    await jobs().putTenantResults('job-2', [resultOf('z')]);
    expect(await jobs().tenantResults('job-1')).toEqual([resultOf('a'), resultOf('b', 'partial'), resultOf('c')]);
  });

  test('results of 3,000 tenants at once are kept', async () => {
    await jobs().create(jobOf('job-1'), []);
    const results = Array.from({ length: 3_000 }, (_, index) => resultOf(`tenant-${10_000 + index}`));
    await jobs().putTenantResults('job-1', results);
    expect(await jobs().tenantResults('job-1')).toEqual(results);
  });

  test('of an unknown job there is nothing', async () => {
    expect(await jobs().get('nothing')).toBeUndefined();
    expect(await jobs().tenants('nothing', 0, 10)).toEqual([]);
    expect(await jobs().countTenants('nothing')).toBe(0);
    expect(await jobs().tenantResults('nothing')).toEqual([]);
  });

  const end = { status: 'failed', finished_at: instant(now), result: null, error: null } as const;
  test.each<[string, (store: StateStore) => Promise<void>]>([
    ['resumed', (store) => store.jobs.resume('nothing', 'execution')],
    ['finished', (store) => store.jobs.finish('nothing', end)],
    ['counted', (store) => store.jobs.countCalls('nothing', { api_calls: 1, api_errors: 0 })],
    ['given results', (store) => store.jobs.putTenantResults('nothing', [resultOf('acme')])],
  ])('an unknown job cannot be %s', async (_, operation) => {
    await expect(operation(given.store)).rejects.toThrow(InvalidInput);
    expect(await jobs().list(10)).toEqual([]);
  });
};
