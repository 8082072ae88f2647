import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Activities, ActivityName } from '../../activities/contract.ts';
import { createActivities } from '../../activities/index.ts';
import type { Ports } from '../../activities/ports.ts';
import { startDemoSource, type DemoSource } from '../../cli/demo-source/server.ts';
import type { PipelineOutput, TenantResult } from '../../workflows/shapes.ts';
import { Killed, killedAt } from './killed.ts';
import { chunkIds, key, openRun, options, planned, read, steps, workOf } from './one-table.ts';
import { attempt, committed, type Place } from './place.ts';

const failure = { type: 'SourceUnavailable', message: 'gone' };

let source: DemoSource;
beforeAll(async () => {
  source = await startDemoSource(options);
});
afterAll(() => source.close());

const result: TenantResult = {
  tenant_id: 'acme',
  status: 'completed',
  records_processed: 3,
  tables_processed: 1,
  execution_time: 2,
  error: null,
};
const results: PipelineOutput = {
  job_id: 'run-1',
  status: 'completed',
  total_tenants: 1,
  successful_tenants: 1,
  partial_tenants: 0,
  failed_tenants: 0,
  total_records_processed: 3,
  execution_time_seconds: 2,
  tenant_results: [result],
  tenant_results_truncated: false,
};

/** What leads up to each activity, and its call. */
const activities: Record<
  ActivityName,
  (run: Place & { run: Activities }) => Promise<(run: Activities) => Promise<unknown>>
> = {
  initializePipeline: () => Promise.resolve(steps.initializePipeline),
  handleInitializationFailure: () =>
    Promise.resolve((run) =>
      run.handleInitializationFailure(
        {
          error_type: 'initialization_failure',
          error_details: failure,
          execution_id: 'run-1',
          input: { tenant_id: 'acme' },
        },
        attempt(),
      ),
    ),
  discoverTenantTables: async ({ run }) => {
    await steps.initializePipeline(run);
    return steps.discoverTenantTables;
  },
  initializeTableProcessing: async ({ run }) => {
    await steps.initializePipeline(run);
    return steps.initializeTableProcessing;
  },
  calculateChunks: async ({ run }) => {
    await steps.initializePipeline(run);
    const table_state = await steps.initializeTableProcessing(run);
    return (again) => steps.calculateChunks(again, table_state);
  },
  processChunk: async (place) => {
    const table_state = await planned(place);
    return (again) => steps.processChunk(again, table_state);
  },
  updateChunkProgress: async (place) => {
    await planned(place);
    const chunk = { ...key, chunk_id: chunkIds[0]! };
    return (again) =>
      again.updateChunkProgress({ ...chunk, status: 'failed', result: null, error: failure }, attempt());
  },
  handleChunkTimeout: async (place) => {
    const { chunk_config } = workOf(await planned(place), 0);
    return (again) => again.handleChunkTimeout({ ...key, chunk_config, timeout_error: failure }, attempt());
  },
  evaluateChunkResults: async (place) => {
    const table_state = await read(place);
    return (again) => again.evaluateChunkResults({ ...key, table_state, batch: null, chunk_results: [] }, attempt());
  },
  updateLastUpdatedTimestamp: async (place) => {
    const table_state = await read(place);
    return (again) => steps.updateLastUpdatedTimestamp(again, table_state);
  },
  evaluateTableResults: async (place) => {
    await steps.updateLastUpdatedTimestamp(place.run, await read(place));
    return (again) => again.evaluateTableResults({ tenant_id: 'acme', job_id: 'run-1', table_results: [] }, attempt());
  },
  triggerCanonicalTransformation: async (place) => {
    await steps.updateLastUpdatedTimestamp(place.run, await read(place));
    return steps.triggerCanonicalTransformation;
  },
  aggregateResults: async ({ run }) => {
    const { started_at } = await steps.initializePipeline(run);
    return (again) =>
      again.aggregateResults(
        {
          job_id: 'run-1',
          processing_mode: 'single-tenant',
          started_at,
          batch: null,
          tenant_results: [result],
          batch_results: [],
        },
        attempt(),
      );
  },
  notifyCompletion: () =>
    Promise.resolve((run) =>
      run.notifyCompletion({ job_id: 'run-1', execution_id: 'run-1', batch: null, results }, attempt()),
    ),
};

/** What the activities leave behind, less times, fencing numbers, attempts' names and counts of requests and resumptions. */
async function leftBehind(ports: Ports): Promise<unknown> {
  const { state } = ports;
  const job = await state.jobs.get('run-1');
  const chunks = await state.chunks.list(key, 0, 100);
  const pending = await state.ledger.pending('acme');
  const pointers = await state.ledger.pointers();
  return {
    job: job && { status: job.status, mode: job.mode, error: job.error, tenants: job.result?.tenant_results },
    results: await state.jobs.tenantResults('run-1'),
    plan: (await state.plans.get(key))?.total_chunks,
    chunks: chunks.map(({ chunk_id, status, cursor, records_processed, records_quarantined, error }) => ({
      chunk_id,
      status,
      cursor,
      records_processed,
      records_quarantined,
      error,
    })),
    has_watermark: (await state.tables.watermark(key)) !== null,
    pending: pending.length,
    pointers: pointers.map(({ canonical_table, version }) => ({ canonical_table, version })),
    records: await committed(ports, key),
    quarantined: (await state.quarantine.list()).reduce((sum, { rows }) => sum + rows, 0),
  };
}

describe.each(Object.keys(activities) as ActivityName[])('%s', (name) => {
  test('leaves the same behind when it is repeated after any kill as when it runs once', async () => {
    const once = await openRun(source);
    let calls = 0;
    let expected: unknown;
    try {
      const call = await activities[name](once);
      const counting = killedAt(once.ports, Infinity, 'after');
      await call(createActivities(counting.ports));
      calls = counting.calls();
      expected = await leftBehind(once.ports);
      await call(createActivities(once.ports));
      expect(await leftBehind(once.ports)).toEqual(expected);
    } finally {
      await once.close();
    }
    const moments = Array.from({ length: calls }, (_, index) => index + 1).flatMap((n) => [
      { n, moment: 'before' as const },
      { n, moment: 'after' as const },
    ]);
    for (const { n, moment } of moments) {
      const place = await openRun(source);
      try {
        const call = await activities[name](place);
        const { ports, dead } = killedAt(place.ports, n, moment);
        await expect(call(createActivities(ports)), `${moment} call ${n}`).rejects.toThrow(Killed);
        expect(dead()).toBe(true);
        await call(createActivities(place.ports));
        expect(await leftBehind(place.ports), `${moment} call ${n}`).toEqual(expected);
      } finally {
        await place.close();
      }
    }
  });
});
