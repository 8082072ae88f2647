import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MetricName, Metrics, StateStore } from '../../activities/ports.ts';
import { openSqliteState } from '../../activities/state/sqlite.ts';
import { reportJobMetrics } from '../../worker/job-metrics.ts';
import { createLog } from '../../worker/log.ts';

const minute = 60_000;
const start = Date.parse('2030-01-01T00:00:00.000Z');
const at = (ms: number) => new Date(start + ms).toISOString();

let folder: string;
let state: StateStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avesa-job-metrics-'));
  state = await openSqliteState(join(folder, 'state.db'));
});
afterEach(async () => {
  await state.close();
  await rm(folder, { recursive: true });
});

async function begin(job_id: string, startedMs = 0): Promise<void> {
  await state.jobs.create(
    {
      job_id,
      execution_id: job_id,
      input: {},
      mode: 'multi-tenant',
      started_at: at(startedMs),
      finished_at: null,
      status: 'running',
      result: null,
      error: null,
      api_calls: 0,
      api_errors: 0,
    },
    [],
  );
}
const calls = (api_calls: number, api_errors: number, job = 'job') =>
  state.jobs.countCalls(job, { api_calls, api_errors });

/** What the gauges show each minute, when this has happened before each of them. */
async function samples(minutes: readonly (() => Promise<unknown>)[]) {
  let index = 0;
  const stop = new AbortController();
  const seen: Partial<Record<MetricName, number>>[] = [{}];
  const metrics: Metrics = {
    count: () => undefined,
    gauge: (name, value) => {
      seen.at(-1)![name] = value;
    },
  };
  const clock = {
    now: () => start + index * minute,
    sleep: async () => {
      index += 1;
      if (index === minutes.length) stop.abort();
      else {
        await minutes[index]!();
        seen.push({});
      }
    },
  };
  await minutes[0]!();
  await reportJobMetrics({ state, clock, metrics, log: createLog({ level: 'silent' }), signal: stop.signal });
  return seen;
}
const nothing = () => Promise.resolve();

test('the duration is that of the longest open run, and is left alone where none is open', async () => {
  const end = { status: 'completed', finished_at: at(2 * minute), result: null, error: null } as const;
  const seen = await samples([
    () => begin('long'),
    () => begin('short', minute),
    async () => {
      await state.jobs.finish('long', end);
      await state.jobs.finish('short', end);
    },
  ]);
  expect(seen.map(({ ExecutionDuration }) => ExecutionDuration)).toEqual([0, 60, undefined]);
});

test('requests are those of the last minute, failures those of the last 15, and what was before does not count', async () => {
  const seen = await samples([
    async () => {
      await begin('job');
      await calls(600, 60);
    },
    () => calls(60, 0),
    () => calls(60, 10),
    ...Array.from({ length: 14 }, () => nothing),
  ]);
  expect(seen.slice(0, 3)).toMatchObject([
    { APICallsPerSecond: 0, ErrorRate: 0 },
    { APICallsPerSecond: 1, ErrorRate: 0 },
    { APICallsPerSecond: 1, ErrorRate: (100 * 10) / 120 },
  ]);
  expect(seen[15]).toMatchObject({ APICallsPerSecond: 0, ErrorRate: (100 * 10) / 120 });
  expect(seen[16]).toMatchObject({ APICallsPerSecond: 0, ErrorRate: (100 * 10) / 60 });
});

test('a run that began meanwhile counts from its first request', async () => {
  const seen = await samples([
    nothing,
    async () => {
      await begin('job');
      await calls(120, 12);
    },
  ]);
  expect(seen[1]).toMatchObject({ APICallsPerSecond: 2, ErrorRate: 10 });
});

test('a table is as old as its watermark, each minute', async () => {
  const key = { job_id: 'job', tenant_id: 'acme', table_name: 'crm/tickets' };
  const seen = await samples([
    async () => {
      await begin('job');
      const lease = await state.leases.acquire(key, { owner: 'job', job_id: 'job' }, start, minute);
      if (!lease.acquired) throw new Error('the lease is free');
      const plan = await state.plans.create(
        {
          ...key,
          mode: 'full',
          as_of: at(-5 * minute),
          lower_bound: null,
          watermark: null,
          schema_version: 1,
          guarantee: 'exact',
          total_chunks: 0,
          created_at: at(0),
        },
        [],
        lease,
      );
      await state.tables.commit(plan, lease, at(0));
    },
    nothing,
  ]);
  expect(seen.map(({ DataFreshness }) => DataFreshness)).toEqual([300, 360]);
});
