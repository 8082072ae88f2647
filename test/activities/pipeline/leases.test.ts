import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemoSource, type DemoSource } from '../../../cli/demo-source/server.ts';
import { openRun, options, planned, steps } from '../one-table.ts';
import { attempt } from '../place.ts';

let source: DemoSource;
beforeAll(async () => {
  source = await startDemoSource(options);
});
afterAll(() => source.close());

test('a table that ended before its commit is free for the next run when its run has ended', async () => {
  const place = await openRun(source);
  try {
    await planned(place);
    const { started_at } = await steps.initializePipeline(place.run);
    const result = {
      tenant_id: 'acme',
      status: 'failed' as const,
      records_processed: 0,
      tables_processed: 0,
      execution_time: 1,
      error: null,
    };
    await place.run.aggregateResults(
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
    const table = { tenant_id: 'acme', table_name: 'connectwise/tickets' };
    const lease = await place.ports.state.leases.acquire(table, { owner: 'run-2', job_id: 'run-2' }, Date.now(), 1_000);
    expect(lease.acquired).toBe(true);
  } finally {
    await place.close();
  }
});
