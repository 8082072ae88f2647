import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Job, Plan, StateStore } from '../../activities/ports.ts';
import { openSqliteState } from '../../activities/state/sqlite.ts';
import { avesa, inFolder } from './recorded.ts';

const job: Job = {
  job_id: 'run-20260101t120000-ab12',
  execution_id: 'run-20260101t120000-ab12',
  input: {},
  mode: 'multi-tenant',
  started_at: '2026-01-01T12:00:00.000Z',
  finished_at: null,
  status: 'running',
  result: null,
  error: null,
  api_calls: 0,
  api_errors: 0,
};
const plan: Plan = {
  job_id: job.job_id,
  tenant_id: 'acme',
  table_name: 'connectwise/tickets',
  mode: 'full',
  as_of: '2026-01-01T11:59:00.000Z',
  lower_bound: null,
  watermark: null,
  schema_version: 1,
  guarantee: 'exact',
  total_chunks: 2,
  created_at: '2026-01-01T12:00:01.000Z',
};
const counts = { records_processed: 5_000, records_quarantined: 3, bytes: 1_000, api_calls: 5, api_errors: 1 };

/** A job of two tenants: one chunk of two is read, globex has failed and its breaker is open. */
async function runningJob(state: StateStore): Promise<void> {
  await state.jobs.create(job, [
    { tenant_id: 'acme', priority: 'normal' },
    { tenant_id: 'globex', priority: 'normal' },
  ]);
  const now = Date.now();
  const lease = await state.leases.acquire(plan, { owner: job.job_id, job_id: job.job_id }, now, 60_000);
  if (!lease.acquired) throw new Error('the table is free');
  await state.plans.create(
    plan,
    [
      { after: null, up_to: '9' },
      { after: '9', up_to: null },
    ],
    lease,
  );
  const [chunk] = await state.chunks.list(plan, 0, 1);
  await state.chunks.claim(chunk!, lease, 'token', now, 60_000);
  const part = { name: 'raw/a.parquet', rows: 5_000, bytes: 1_000 };
  const step = { attempt_token: 'token', sequence: 0, cursor: null, part, quarantine: null, counts, done: true };
  await state.chunks.accept(chunk!, lease, step, now, 60_000);
  await state.jobs.countCalls(job.job_id, { api_calls: 7, api_errors: 1 });
  const error = { type: 'SourceUnavailable', message: 'globex/connectwise: 503' };
  await state.jobs.putTenantResults(job.job_id, [
    { tenant_id: 'globex', status: 'failed', records_processed: 0, tables_processed: 0, execution_time: 1, error },
  ]);
  for (let failures = 0; failures < 5; failures += 1) await state.breakers.failure('globex/connectwise', now);
}

const withStatus = (fill: (state: StateStore) => Promise<void>, argv: string[]) =>
  inFolder(async (folder) => {
    const state = await openSqliteState(join(folder, 'state.db'));
    await fill(state);
    await state.close();
    return avesa(argv, { env: { AVESA_DATA: folder } });
  });

describe('status', () => {
  test('lists the jobs, newest first', async () => {
    const fill = async (state: StateStore) => {
      await runningJob(state);
      await state.jobs.create(
        { ...job, job_id: 'run-2', execution_id: 'run-2', started_at: '2026-01-02T00:00:00.000Z' },
        [],
      );
      await state.jobs.finish('run-2', {
        status: 'canceled',
        finished_at: '2026-01-02T00:02:05.000Z',
        result: null,
        error: null,
      });
    };
    expect((await withStatus(fill, ['status'])).stdout).toEqual([
      'job                       status    started                        took  tenants  records  API calls',
      'run-2                     canceled  2026-01-02 00:00:00 UTC  2 min 05 s        0                   0',
      'run-20260101t120000-ab12  running   2026-01-01 12:00:00 UTC                    2                   7',
    ]);
    expect((await withStatus(fill, ['status', '--limit', '1'])).stdout).toHaveLength(2);
  });

  test('shows one job: its tenants, tables, watermarks and what holds it up', async () => {
    const { code, stdout, stderr } = await withStatus(runningJob, ['status', job.job_id]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: [] });
    expect(stdout.slice(0, -1)).toEqual([
      'run-20260101t120000-ab12: running, started 2026-01-01 12:00:00 UTC',
      '7 API calls, 1 failed',
      '',
      'tenant  status   tables  records  error',
      'acme    running',
      'globex  failed        0        0  SourceUnavailable: globex/connectwise: 503',
      '',
      'table                     read       chunks  failed  records  quarantined  watermark  error',
      'acme connectwise/tickets  every row     1/2       0    5,000            3  none',
      '',
    ]);
    expect(stdout.at(-1)).toMatch(
      /^circuit breaker globex\/connectwise: OPEN after 5 failures, the next request in (5 min 00|4 min \d\d) s$/,
    );
  });

  test('--json has all of it', async () => {
    const { stdout } = await withStatus(runningJob, ['status', job.job_id, '--json']);
    expect(JSON.parse(stdout.join('\n'))).toMatchObject({
      job: { job_id: job.job_id, status: 'running' },
      tenants: [
        { tenant_id: 'acme', result: null },
        { tenant_id: 'globex', result: { status: 'failed' } },
      ],
      tables: [
        {
          plan: { table_name: 'connectwise/tickets' },
          totals: { completed: 1, pending: 1, ...counts },
          watermark: null,
        },
      ],
      breakers: [{ key: 'globex/connectwise', state: 'OPEN' }],
    });
  });

  test.each([
    {
      id: 'run-20260101t120000-ab21',
      says: "there is no job 'run-20260101t120000-ab21'; did you mean 'run-20260101t120000-ab12'?",
    },
    { id: '../x', says: "there is no job '../x'; there is 'run-20260101t120000-ab12'" },
    { id: 'a\0b', says: "there is no job 'a\\u{0}b'; there is 'run-20260101t120000-ab12'" },
  ])('$says', async ({ id, says }) => {
    expect(await withStatus(runningJob, ['status', id])).toEqual({ code: 1, stdout: [], stderr: [`avesa: ${says}`] });
  });

  test('says where there is nothing yet', async () => {
    const nothing = () => Promise.resolve();
    expect(await withStatus(nothing, ['status'])).toEqual({
      code: 0,
      stdout: [],
      stderr: ["no jobs yet; 'avesa run' starts one"],
    });
    expect((await withStatus(nothing, ['status', 'x'])).stderr).toEqual([
      "avesa: there is no job 'x'; there are none yet: 'avesa run' starts one",
    ]);
  });
});
