import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LeaseLost, SourceUnavailable, Unauthorized } from '../../activities/errors.ts';
import type { TableBatch, TableOutput } from '../../workflows/shapes.ts';
import { startRig, timersOf, type Rig } from './rig.ts';
import { createStage, made, plan, processed, table, type Script } from './script.ts';

const stage = createStage();
let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ activities: stage.activities });
});
afterAll(() => rig.stop());

const tenant_config = { tenant_id: 'acme', priority: 'normal' } as const;
const table_config = table('crm/tickets');
let count = 0;
async function play(script: Script, batch: TableBatch | null = null) {
  const job = `table-${++count}`;
  const calls = stage.set(job, script);
  const input = { table_config, tenant_config, job_id: job, execution_id: job, batch };
  const { outcome, events } = await rig.run('tableProcessor', input, job);
  return { job, input, outcome, calls, events };
}
const completed = async (script: Script, batch: TableBatch | null = null) => {
  const { outcome, ...rest } = await play(script, batch);
  expect(outcome.status).toBe('completed');
  return { output: (outcome as { result: TableOutput }).result, ...rest };
};
const failing = (error: Error) => () => {
  throw error;
};

describe('a plan of a few chunks', () => {
  test('is read, evaluated and committed, and every step gets what it needs', async () => {
    const { output, calls, input } = await completed({});
    const { job_id, execution_id } = input;
    const table_state = { status: 'ready', running_in: null, owner: execution_id, fence: 1 };
    const key = { job_id, tenant_id: 'acme', table_name: 'crm/tickets' };
    expect(output).toEqual({
      table_name: 'crm/tickets',
      tenant_id: 'acme',
      status: 'completed',
      message: 'read exact',
      records_processed: 20,
      total_chunks: 2,
      failed_chunks: 0,
      error: null,
    });
    expect(made(calls, 'initializeTableProcessing').map((call) => call.input)).toEqual([input]);
    expect(made(calls, 'calculateChunks').map((call) => call.input)).toEqual([
      { table_config, tenant_config, job_id, table_state, batch: null },
    ]);
    expect(made(calls, 'processChunk').map((call) => call.input)).toEqual(
      expect.arrayContaining(
        [0, 1].map((index) => ({
          chunk_config: { chunk_id: `chunk-${index}`, chunk_index: index },
          table_config,
          tenant_config,
          job_id,
          table_state,
        })),
      ),
    );
    expect(made(calls, 'updateChunkProgress').map((call) => call.input)).toEqual(
      expect.arrayContaining(
        ['chunk-0', 'chunk-1'].map((chunk_id) => ({
          ...key,
          chunk_id,
          status: 'completed',
          result: processed(chunk_id),
          error: null,
        })),
      ),
    );
    const chunk_results = ['chunk-0', 'chunk-1'].map((chunk_id) => ({
      chunk_id,
      status: 'completed',
      records_processed: 10,
      error: null,
    }));
    expect(made(calls, 'evaluateChunkResults')[0]!.input).toEqual({ ...key, table_state, batch: null, chunk_results });
    expect(made(calls, 'updateLastUpdatedTimestamp')[0]!.input).toEqual({ ...key, table_state, batch: null });
    expect(calls.at(-1)!.activity).toBe('updateLastUpdatedTimestamp');
  });

  test.each([
    { failed: [0], status: 'partial', records: 20 },
    { failed: [0, 1, 2], status: 'failed', records: 0 },
  ])('of which $failed fail is $status, and is committed all the same', async ({ failed, status, records }) => {
    const { output, calls } = await completed({
      calculateChunks: () => plan(3),
      processChunk: ({ chunk_config }) => {
        if (failed.includes(chunk_config.chunk_index)) throw new Unauthorized('u'.repeat(5_000));
        return processed(chunk_config.chunk_id);
      },
    });
    expect(output).toMatchObject({
      status,
      total_chunks: 3,
      failed_chunks: failed.length,
      records_processed: records,
      error: { type: 'Unauthorized', message: 'u'.repeat(120) },
    });
    expect(made(calls, 'updateLastUpdatedTimestamp')).toHaveLength(1);
  });
});

describe('a table with nothing to read', () => {
  test.each([
    { name: 'because nothing is new', state: 'ready', status: 'completed', message: 'No new data to process' },
    { name: 'because another job holds it', state: 'skipped', status: 'skipped', message: 'skipped: running in job-7' },
  ] as const)('$name is $status', async ({ state, status, message }) => {
    const { output, calls } = await completed({
      initializeTableProcessing: () => ({ status: state, running_in: 'job-7', owner: 'job-7', fence: 0 }),
      calculateChunks: () => ({ ...plan(0), message }),
    });
    expect(output).toEqual({
      table_name: 'crm/tickets',
      tenant_id: 'acme',
      status,
      message,
      records_processed: 0,
      total_chunks: 0,
      failed_chunks: 0,
      error: null,
    });
    expect(calls.map(({ activity }) => activity)).toEqual(['initializeTableProcessing', 'calculateChunks']);
  });
});

describe('a plan of batches', () => {
  const batches = [0, 1, 2].map((index) => ({ index, fence: 7 }));
  const batched: Script = {
    calculateChunks: ({ batch }) => (batch === null ? { ...plan(0), total_chunks: 6, batches } : plan(2)),
    evaluateChunkResults: ({ batch }) => ({
      status: 'completed',
      total_chunks: batch === null ? 6 : 2,
      completed_chunks: batch === null ? 6 : 2,
      failed_chunks: 0,
      records_processed: 60,
      records_quarantined: 0,
      error: null,
    }),
  };

  test('runs them one after the other, each as a child, and evaluates and commits once for all', async () => {
    const { job, input, output, calls } = await completed(batched);
    expect(output).toMatchObject({ status: 'completed', total_chunks: 6, records_processed: 60 });
    const ids = [job, ...batches.map(({ index }) => `${job}/batch-${index}`)];
    expect(made(calls, 'initializeTableProcessing').map((call) => [call.workflowId, call.input.batch])).toEqual(
      ids.map((id, index) => [id, index === 0 ? null : batches[index - 1]]),
    );
    expect(made(calls, 'updateLastUpdatedTimestamp').map((call) => [call.workflowId, call.input.batch])).toEqual([
      ...batches.map((batch) => [`${job}/batch-${batch.index}`, batch]),
      [job, null],
    ]);
    // A batch begins after the one before it has ended.
    expect(calls.map(({ workflowId }) => workflowId).filter((id, index, all) => id !== all[index - 1])).toEqual([
      ...ids,
      job,
    ]);
    expect(made(calls, 'evaluateChunkResults').at(-1)!.input).toMatchObject({
      chunk_results: [],
      job_id: input.job_id,
    });
  });

  test('tries a failed batch three times; the others and the commit go on', async () => {
    const { job, calls, events, output } = await completed({
      ...batched,
      initializeTableProcessing: ({ execution_id, batch }) => {
        if (batch?.index === 1) throw new LeaseLost('taken over');
        return { status: 'ready', running_in: null, owner: execution_id, fence: 7 };
      },
    });
    expect(output.status).toBe('completed');
    expect(made(calls, 'initializeTableProcessing').map(({ workflowId }) => workflowId)).toEqual(
      ['', '/batch-0', '/batch-1', '/batch-1~2', '/batch-1~3', '/batch-2'].map((suffix) => job + suffix),
    );
    expect(timersOf(events)).toEqual([15_000, 30_000]);
    expect(calls.at(-1)).toMatchObject({ activity: 'updateLastUpdatedTimestamp', workflowId: job });
  });

  test('a batch that is refused for good is not tried again', async () => {
    const { calls } = await completed({
      ...batched,
      calculateChunks: (input, call) => {
        if (input.batch?.index === 1) throw new Unauthorized('401');
        return batched.calculateChunks!(input, call);
      },
    });
    expect(made(calls, 'calculateChunks')).toHaveLength(4);
  });
});

describe('its own steps', () => {
  test.each([
    { activity: 'initializeTableProcessing', attempts: 4 },
    { activity: 'calculateChunks', attempts: 4 },
    { activity: 'evaluateChunkResults', attempts: 5 },
    { activity: 'updateLastUpdatedTimestamp', attempts: 5 },
    { activity: 'updateChunkProgress', attempts: 5 },
  ] as const)('$activity is tried $attempts times, then the table fails', async ({ activity, attempts }) => {
    const { outcome, calls } = await play({
      calculateChunks: () => plan(1),
      [activity]: failing(new SourceUnavailable('busy')),
    });
    expect(outcome).toEqual({ status: 'failed', type: 'SourceUnavailable', message: 'busy' });
    expect(made(calls, activity).map(({ attempt }) => attempt)).toEqual(
      Array.from({ length: attempts }, (_, index) => index + 1),
    );
  });

  test.each(['initializeTableProcessing', 'calculateChunks'] as const)(
    '%s that is refused for good makes a failed result, which nobody tries again',
    async (activity) => {
      const { output, calls } = await completed({ [activity]: failing(new Unauthorized('v'.repeat(500))) });
      expect(output).toMatchObject({
        status: 'failed',
        message: 'Table cannot be processed',
        error: { type: 'Unauthorized', message: 'v'.repeat(120) },
      });
      expect(made(calls, activity)).toHaveLength(1);
    },
  );

  test('a lost lease fails the table, which may be tried again', async () => {
    const { outcome } = await play({ calculateChunks: failing(new LeaseLost('taken over')) });
    expect(outcome).toMatchObject({ status: 'failed', type: 'LeaseLost' });
  });
});
