import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidConfiguration, MergeConflict, SourceUnavailable, Unauthorized } from '../../activities/errors.ts';
import type { TenantOutput } from '../../workflows/shapes.ts';
import { startRig, timersOf, type Rig } from './rig.ts';
import { createStage, made, plan, processed, table, tables, type Script } from './script.ts';

const stage = createStage();
let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ activities: stage.activities });
});
afterAll(() => rig.stop());

const tenant_config = { tenant_id: 'acme', priority: 'normal' } as const;
let count = 0;
async function play(script: Script) {
  const job = `tenant-${++count}`;
  const calls = stage.set(job, script);
  const { outcome, events } = await rig.run('tenantProcessor', { tenant_config, job_id: job, execution_id: job }, job);
  return { job, outcome, calls, events };
}
const completed = async (script: Script) => {
  const { outcome, ...rest } = await play(script);
  expect(outcome.status).toBe('completed');
  return { output: (outcome as { result: TenantOutput }).result, ...rest };
};
const failing = (error: Error) => () => {
  throw error;
};

describe('its tables', () => {
  test.each([
    { discovery: { table_count: 0 }, message: 'No tables found for tenant' },
    { discovery: { table_count: 0, enabled_tables: [] }, message: 'No tables enabled for processing' },
  ])('none: "$message"', async ({ discovery, message }) => {
    const { output, calls } = await completed({ discoverTenantTables: () => discovery });
    expect(output).toEqual({
      tenant_id: 'acme',
      status: 'completed',
      message,
      table_count: 0,
      table_results: [],
      result: {
        tenant_id: 'acme',
        status: 'completed',
        records_processed: 0,
        tables_processed: 0,
        execution_time: 0,
        error: null,
      },
    });
    expect(calls).toHaveLength(1);
  });

  test('each is processed by a child, with what the plan needs to know', async () => {
    const job = `tenant-${count + 1}`;
    const enabled_tables = [
      { ...table('crm/tickets'), force_full_sync: true, chunk_size_override: 250 },
      table('erp/invoices'),
    ];
    const { output, calls } = await completed({ discoverTenantTables: () => ({ enabled_tables, table_count: 2 }) });
    expect(made(calls, 'initializeTableProcessing').map(({ workflowId, input }) => [workflowId, input])).toEqual(
      expect.arrayContaining(
        enabled_tables.map((table_config) => [
          `${job}/${table_config.table_name}`,
          { table_config, tenant_config, job_id: job, execution_id: job, batch: null },
        ]),
      ),
    );
    expect(output.table_results.map(({ table_name }) => table_name)).toEqual(['crm/tickets', 'erp/invoices']);
    expect(output).toMatchObject({
      status: 'completed',
      table_count: 2,
      result: { records_processed: 40, tables_processed: 2 },
    });
  });
});

describe('a table that fails', () => {
  test('is tried three times, after 15 and 30 seconds, and is then a failed result of bounded size', async () => {
    const { output, calls, events, job } = await completed({
      discoverTenantTables: () => tables(['crm/tickets', 'crm/contacts']),
      calculateChunks: ({ table_config }) => {
        if (table_config.table_name === 'crm/contacts') return plan(1);
        throw new SourceUnavailable('y'.repeat(5_000));
      },
    });
    expect(output.status).toBe('partial');
    expect(output.table_results).toMatchObject([
      {
        table_name: 'crm/tickets',
        status: 'failed',
        message: 'Table processing failed',
        error: { type: 'SourceUnavailable', message: 'y'.repeat(120) },
      },
      { table_name: 'crm/contacts', status: 'completed' },
    ]);
    const tries = made(calls, 'initializeTableProcessing').map(({ workflowId }) => workflowId);
    expect(tries.filter((id) => id.includes('tickets'))).toEqual(
      ['', '~2', '~3'].map((suffix) => `${job}/crm/tickets${suffix}`),
    );
    // Each try makes its own four attempts.
    expect(made(calls, 'calculateChunks').filter(({ workflowId }) => workflowId.includes('tickets'))).toHaveLength(12);
    expect(timersOf(events)).toEqual([15_000, 30_000]);
  });

  test('at its last step only is processed at its second try', async () => {
    let tries = 0;
    const { output, events } = await completed({
      updateLastUpdatedTimestamp: () => {
        tries += 1;
        if (tries <= 5) throw new SourceUnavailable('state store busy');
        return { last_updated: null, advanced: true };
      },
    });
    expect(output).toMatchObject({ status: 'completed', result: { error: null } });
    expect(timersOf(events)).toEqual([15_000]);
  });

  test.each([new Unauthorized('401'), new InvalidConfiguration('no secret')])(
    'for good, by $name, is not tried again',
    async (error) => {
      const { output, calls, events } = await completed({ calculateChunks: failing(error) });
      expect(output.table_results).toMatchObject([
        { status: 'failed', error: { type: error.name, message: error.message } },
      ]);
      expect(output).toMatchObject({ status: 'failed', result: { status: 'failed', error: { type: error.name } } });
      expect(made(calls, 'calculateChunks')).toHaveLength(1);
      expect(timersOf(events)).toEqual([]);
    },
  );

  test('with some of its chunks is partial, and so is the tenant', async () => {
    const { output } = await completed({
      processChunk: ({ chunk_config }) => {
        if (chunk_config.chunk_index === 0) throw new Unauthorized('401');
        return processed(chunk_config.chunk_id);
      },
      triggerCanonicalTransformation: () => ({ merged: [] }),
    });
    expect(output.table_results).toMatchObject([
      { status: 'partial', failed_chunks: 1, total_chunks: 2, error: { type: 'Unauthorized' } },
    ]);
    expect(output).toMatchObject({ status: 'partial', result: { status: 'partial', records_processed: 10 } });
  });
});

describe('the merge into canonical tables', () => {
  test('runs once after all tables, with those that completed', async () => {
    const { calls, job } = await completed({ discoverTenantTables: () => tables(['crm/tickets', 'crm/contacts']) });
    expect(made(calls, 'triggerCanonicalTransformation').map(({ input }) => input)).toEqual([
      { tenant_id: 'acme', job_id: job, completed_tables: ['crm/tickets', 'crm/contacts'] },
    ]);
    expect(calls.at(-1)!.activity).toBe('triggerCanonicalTransformation');
  });

  test('is left out when nothing waits for it', async () => {
    const { calls } = await completed({
      discoverTenantTables: () => tables(['crm/tickets']),
      calculateChunks: failing(new Unauthorized('401')),
    });
    expect(made(calls, 'triggerCanonicalTransformation')).toEqual([]);
  });

  test.each([
    { tablesFail: false, status: 'partial' },
    { tablesFail: true, status: 'failed' },
  ] as const)('that fails three times makes the tenant $status', async ({ tablesFail, status }) => {
    const { output, calls } = await completed({
      ...(tablesFail ? { calculateChunks: failing(new Unauthorized('401')) } : {}),
      evaluateTableResults: () => ({
        status: tablesFail ? 'failed' : 'completed',
        // Earlier runs may have left manifests that wait.
        should_trigger_canonical: true,
        completed_tables: [],
        records_processed: 20,
        tables_processed: tablesFail ? 0 : 1,
        error: null,
      }),
      triggerCanonicalTransformation: failing(new MergeConflict('z'.repeat(1_000))),
    });
    expect(made(calls, 'triggerCanonicalTransformation')).toHaveLength(3);
    expect(output).toMatchObject({
      status,
      result: { status, records_processed: 20, error: { type: 'MergeConflict', message: 'z'.repeat(100) } },
    });
  });
});

test('its own first step is tried four times, then the tenant fails', async () => {
  const { outcome, calls } = await play({ discoverTenantTables: failing(new SourceUnavailable('no answer')) });
  expect(outcome).toEqual({ status: 'failed', type: 'SourceUnavailable', message: 'no answer' });
  expect(made(calls, 'discoverTenantTables')).toHaveLength(4);
});
