import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidInput, Unauthorized } from '../../activities/errors.ts';
import { awsPayloadBytes } from '../../worker/payload-size.ts';
import {
  activityClosed,
  activityScheduled,
  childClosed,
  childInitiated,
  eventsOf,
  mostOpen,
  startRig,
  type Rig,
} from './rig.ts';
import { createStage, made, pipeline, plan, processed, table, tables, type Script } from './script.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html; Temporal's own limit is 51,200. */
const awsEvents = 25_000;

const stage = createStage();
let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ activities: stage.activities });
});
afterAll(() => rig.stop());

const tenant_config = { tenant_id: 'acme', priority: 'normal' } as const;
const names = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
/** Three bytes for each character, and longer than what workflows pass on. */
const longMessage = '\u8868'.repeat(400);

async function runTable(job: string, script: Script) {
  const calls = stage.set(job, script);
  const table_config = table('crm/tickets');
  const input = { table_config, tenant_config, job_id: job, execution_id: job, batch: null };
  return { calls, ...(await rig.run('tableProcessor', input, job)) };
}

describe('never more at once than', () => {
  test('10 tenants, in their order', async () => {
    const tenants = names(25, 't');
    const calls = stage.set('tenants', {
      initializePipeline: ({ execution_id }) => pipeline(execution_id, tenants),
      discoverTenantTables: () => ({ table_count: 0 }),
    });
    const { events } = await rig.run('pipelineOrchestrator', {}, 'tenants');
    expect(mostOpen(events, childInitiated, childClosed)).toBe(10);
    const started = events
      .filter(({ type }) => type === childInitiated)
      .map(({ attributes }) => (attributes as { workflowId: string }).workflowId);
    expect(started).toEqual(tenants.map((tenant) => `tenants/${tenant}`));
    expect(made(calls, 'discoverTenantTables')).toHaveLength(25);
  });

  test('4 tables of a tenant', async () => {
    stage.set('tables', { discoverTenantTables: () => tables(names(11, 'crm/t')) });
    const { events } = await rig.run(
      'tenantProcessor',
      { tenant_config, job_id: 'tables', execution_id: 'tables' },
      'tables',
    );
    expect(mostOpen(events, childInitiated, childClosed)).toBe(4);
  });

  test('3 chunks of a table', async () => {
    const { events } = await runTable('chunks', { calculateChunks: () => plan(11) });
    expect(mostOpen(events, activityScheduled, activityClosed)).toBe(3);
  });

  test('one batch of a table', async () => {
    const batches = Array.from({ length: 4 }, (_, index) => ({ index, fence: 1 }));
    const { events } = await runTable('one-batch', {
      calculateChunks: ({ batch }) => (batch === null ? { ...plan(0), total_chunks: 8, batches } : plan(2)),
    });
    expect(mostOpen(events, childInitiated, childClosed)).toBe(1);
  });
});

describe('a table of 10,000 chunks', () => {
  // An execution's history depends on its own chunks only: most batches may be short where time is.
  const chunksIn = (index: number) => (index === 49 || process.env['AVESA_TEST_FULL'] === '1' ? 200 : 4);

  test('keeps every history within the limits of both engines', async () => {
    const job = 'ten-thousand';
    const batches = Array.from({ length: 50 }, (_, index) => ({ index, fence: 1 }));
    const { calls, events, outcome } = await runTable(job, {
      calculateChunks: ({ batch }) =>
        batch === null ? { ...plan(0), total_chunks: 10_000, batches } : plan(chunksIn(batch.index)),
    });
    expect(outcome.status).toBe('completed');
    expect(made(calls, 'processChunk')).toHaveLength(batches.reduce((sum, { index }) => sum + chunksIn(index), 0));
    const largest = await eventsOf(rig.env.client.workflow.getHandle(`${job}/batch-49`));
    console.info(`history events: ${events.length} of the table, ${largest.length} of a batch of 200 chunks`);
    expect(Math.max(events.length, largest.length)).toBeLessThan(awsEvents);
  }, 1_200_000);

  test('whose chunks all need every retry keeps them too', async () => {
    const job = 'all-retries';
    const failures = ['TooManyRequests', 'CircuitOpen', 'SourceUnavailable'];
    const { events } = await runTable(job, {
      calculateChunks: () => plan(10),
      processChunk: ({ chunk_config }, { nth }) => {
        // 5, 3 and 3 retries.
        const type = failures[nth <= 5 ? 0 : nth <= 8 ? 1 : 2]!;
        if (nth <= 11) throw Object.assign(new Error('as told'), { name: type });
        return processed(chunk_config.chunk_id);
      },
    });
    expect(events.filter(({ type }) => type === 'TimerFired')).toHaveLength(110);
    const perChunk = events.length / 10;
    console.info(`history events of a chunk with all its retries: ${perChunk.toFixed(0)}`);
    expect(200 * perChunk).toBeLessThan(51_200);
  });
});

describe('the largest payloads fit Step Functions:', () => {
  test('200 failed chunks of a batch', async () => {
    const { calls, events } = await runTable('failed-chunks', {
      calculateChunks: () => plan(200),
      processChunk: () => {
        throw new Unauthorized(longMessage);
      },
    });
    const { input } = made(calls, 'evaluateChunkResults')[0]!;
    expect(input.chunk_results).toHaveLength(200);
    expect(bytesOf(input)).toBeLessThan(awsPayloadBytes);
    expect(events.length).toBeLessThan(awsEvents);
  });

  test('300 failed tables of a tenant', async () => {
    const calls = stage.set('failed-tables', {
      discoverTenantTables: () => tables(names(300, `${'s'.repeat(40)}/${'t'.repeat(56)}`)),
      calculateChunks: () => {
        throw new Unauthorized(longMessage);
      },
    });
    const input = {
      tenant_config: { ...tenant_config, tenant_id: 'n'.repeat(40) },
      job_id: 'failed-tables',
      execution_id: 'failed-tables',
    };
    const { outcome, events } = await rig.run('tenantProcessor', input, 'failed-tables');
    expect(made(calls, 'evaluateTableResults')[0]!.input.table_results).toHaveLength(300);
    expect(bytesOf(made(calls, 'evaluateTableResults')[0]!.input)).toBeLessThan(awsPayloadBytes);
    expect(bytesOf((outcome as { result: unknown }).result)).toBeLessThan(awsPayloadBytes);
    expect(events.length).toBeLessThan(awsEvents);
  });

  test('500 failed tenants of a run', async () => {
    const calls = stage.set('failed-tenants', {
      initializePipeline: ({ execution_id }) => pipeline(execution_id, names(500, 'n'.repeat(36))),
      discoverTenantTables: () => {
        throw new InvalidInput(longMessage);
      },
    });
    const { events } = await rig.run('pipelineOrchestrator', {}, 'failed-tenants');
    const { input } = made(calls, 'aggregateResults')[0]!;
    expect(input.tenant_results).toHaveLength(500);
    expect(bytesOf(input)).toBeLessThan(awsPayloadBytes);
    expect(events.length).toBeLessThan(awsEvents);
  });
});
