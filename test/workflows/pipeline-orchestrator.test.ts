import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidInput, SourceUnavailable } from '../../activities/errors.ts';
import type { PipelineInput, PipelineOutput } from '../../workflows/shapes.ts';
import { startRig, type Outcome, type Rig } from './rig.ts';
import { createStage, made, pipeline, type Script } from './script.ts';

const stage = createStage();
let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ activities: stage.activities });
});
afterAll(() => rig.stop());

let count = 0;
async function play(script: Script, input: PipelineInput = {}) {
  const job = `job-${++count}`;
  const calls = stage.set(job, script);
  const { outcome } = await rig.run('pipelineOrchestrator', input, job);
  return { job, outcome, calls };
}

const resultOf = (outcome: Outcome) => {
  expect(outcome.status).toBe('completed');
  return (outcome as { result: PipelineOutput }).result;
};
const failing = (message: string) => () => {
  throw new SourceUnavailable(message);
};

describe('its input', () => {
  test.each<PipelineInput>([
    {},
    {
      tenant_id: null,
      table_name: null,
      force_full_sync: null,
      chunk_size_override: null,
      priority: null,
      resume_job_id: null,
    },
    { tenant_id: 'acme' },
    { tenant_id: 'acme', table_name: 'crm/tickets' },
    { table_name: 'crm/tickets', force_full_sync: true },
    { chunk_size_override: 250, priority: 'high' },
    { resume_job_id: 'job-of-yesterday' },
  ])('%j reaches the first activity as it is, with the id of the execution', async (input) => {
    const { job, outcome, calls } = await play({}, input);
    expect(outcome.status).toBe('completed');
    expect(calls[0]).toMatchObject({ activity: 'initializePipeline', input: { ...input, execution_id: job } });
    expect(made(calls, 'initializePipeline')).toHaveLength(1);
  });
});

describe('its modes', () => {
  test('many tenants are processed each by a child of their own, and summed up in their order', async () => {
    const tenants = ['acme', 'globex', 'initech'];
    const { job, outcome, calls } = await play({
      initializePipeline: ({ execution_id }) => pipeline(execution_id, tenants),
    });
    const result = resultOf(outcome);
    expect(result.tenant_results.map(({ tenant_id, status }) => [tenant_id, status])).toEqual(
      tenants.map((tenant) => [tenant, 'completed']),
    );
    expect(result).toMatchObject({
      job_id: job,
      status: 'completed',
      successful_tenants: 3,
      total_records_processed: 60,
    });
    expect(
      made(calls, 'discoverTenantTables')
        .map(({ workflowId }) => workflowId)
        .sort(),
    ).toEqual(tenants.map((tenant) => `${job}/${tenant}`));
    expect(made(calls, 'aggregateResults')[0]!.input).toMatchObject({
      job_id: job,
      processing_mode: 'multi-tenant',
      batch: null,
      batch_results: [],
    });
    expect(made(calls, 'notifyCompletion')[0]!.input).toMatchObject({
      job_id: job,
      execution_id: job,
      batch: null,
      results: result,
    });
  });

  test('no tenant at all is a completed run', async () => {
    const { outcome, calls } = await play({ initializePipeline: ({ execution_id }) => pipeline(execution_id, []) });
    expect(resultOf(outcome)).toMatchObject({ status: 'completed', total_tenants: 0, tenant_results: [] });
    expect(calls.map(({ activity }) => activity)).toEqual([
      'initializePipeline',
      'aggregateResults',
      'notifyCompletion',
    ]);
  });

  test('a single tenant is processed alone', async () => {
    const { outcome, calls } = await play({
      initializePipeline: ({ execution_id }) => pipeline(execution_id, ['acme'], 'single-tenant'),
    });
    expect(resultOf(outcome)).toMatchObject({
      status: 'completed',
      successful_tenants: 1,
      total_records_processed: 20,
    });
    expect(made(calls, 'aggregateResults')[0]!.input).toMatchObject({ processing_mode: 'single-tenant' });
  });

  test('batches of tenants run one after the other, each as a run of its own', async () => {
    const { job, outcome, calls } = await play({ initializePipeline: batched(3) });
    expect(resultOf(outcome)).toMatchObject({
      status: 'completed',
      total_tenants: 6,
      successful_tenants: 6,
      tenant_results: [],
    });
    const executions = made(calls, 'initializePipeline').map(({ workflowId }) => workflowId);
    expect(executions).toEqual([job, `${job}/batch-0`, `${job}/batch-1`, `${job}/batch-2`]);
    // A batch begins when the one before it has told its end.
    expect(
      calls
        .filter(({ activity }) => activity === 'initializePipeline' || activity === 'notifyCompletion')
        .map(({ workflowId }) => workflowId),
    ).toEqual([job, ...executions.slice(1).flatMap((execution) => [execution, execution]), job]);
    expect(made(calls, 'aggregateResults').map(({ input }) => [input.processing_mode, input.batch])).toEqual([
      ['multi-tenant', { index: 0 }],
      ['multi-tenant', { index: 1 }],
      ['multi-tenant', { index: 2 }],
      ['batched', null],
    ]);
    expect(made(calls, 'aggregateResults').at(-1)!.input.batch_results).toEqual(
      [0, 1, 2].map((index) => ({
        index,
        total_tenants: 2,
        successful_tenants: 2,
        partial_tenants: 0,
        failed_tenants: 0,
        total_records_processed: 40,
      })),
    );
  });

  test('a batch that fails counts as failed tenants, and the next one runs', async () => {
    const { calls, outcome } = await play({
      initializePipeline: (input, call) => {
        if (input.batch?.index === 0) throw new InvalidInput('no such job');
        return batched(2)(input, call);
      },
    });
    expect(outcome.status).toBe('completed');
    expect(made(calls, 'aggregateResults').at(-1)!.input.batch_results).toMatchObject([
      { index: 0, total_tenants: 2, successful_tenants: 0, failed_tenants: 2, total_records_processed: 0 },
      { index: 1, total_tenants: 2, successful_tenants: 2, failed_tenants: 0 },
    ]);
  });

  test('an unknown mode fails the run', async () => {
    const { outcome, calls } = await play({
      initializePipeline: ({ execution_id }) => pipeline(execution_id, ['acme'], 'sideways'),
    });
    expect(outcome).toEqual({
      status: 'failed',
      type: 'InvalidProcessingMode',
      message: 'Invalid processing mode specified',
    });
    expect(calls).toHaveLength(1);
  });
});

describe('failures', () => {
  test.each<{ error: Error; attempts: number; type: string }>([
    { error: new InvalidInput("unknown tenant 'acmee'"), attempts: 1, type: 'InvalidInput' },
    { error: new SourceUnavailable('no answer'), attempts: 4, type: 'SourceUnavailable' },
    { error: new TypeError('our own fault'), attempts: 4, type: 'TypeError' },
  ])('$type at the start is tried $attempts times, recorded, and fails the run', async ({ error, attempts, type }) => {
    const { job, outcome, calls } = await play(
      {
        initializePipeline: () => {
          throw error;
        },
      },
      { tenant_id: 'acmee' },
    );
    expect(outcome).toEqual({
      status: 'failed',
      type: 'PipelineExecutionFailure',
      message: `Pipeline execution failed: ${type}: ${error.message}`,
    });
    expect(made(calls, 'initializePipeline').map(({ attempt }) => attempt)).toEqual(
      Array.from({ length: attempts }, (_, index) => index + 1),
    );
    expect(made(calls, 'handleInitializationFailure').map(({ input }) => input)).toEqual([
      {
        error_type: 'initialization_failure',
        error_details: { type, message: error.message },
        execution_id: job,
        input: { tenant_id: 'acmee' },
      },
    ]);
    expect(calls.at(-1)!.activity).toBe('handleInitializationFailure');
  });

  test.each(['multi-tenant', 'single-tenant'])(
    'a failed tenant of a %s run is a failed result of bounded size',
    async (mode) => {
      const { outcome, calls } = await play({
        initializePipeline: ({ execution_id }) => pipeline(execution_id, ['acme'], mode),
        discoverTenantTables: failing('x'.repeat(5_000)),
      });
      expect(resultOf(outcome)).toMatchObject({ status: 'failed', failed_tenants: 1 });
      expect(made(calls, 'discoverTenantTables')).toHaveLength(4);
      expect(made(calls, 'aggregateResults')[0]!.input.tenant_results).toEqual([
        {
          tenant_id: 'acme',
          status: 'failed',
          records_processed: 0,
          tables_processed: 0,
          execution_time: 0,
          error: { type: 'SourceUnavailable', message: 'x'.repeat(100) },
        },
      ]);
    },
  );

  test('one failed tenant among others makes the run partial', async () => {
    const { outcome } = await play({
      initializePipeline: ({ execution_id }) => pipeline(execution_id, ['acme', 'globex', 'initech']),
      discoverTenantTables: ({ tenant_config }) => {
        if (tenant_config.tenant_id === 'globex') throw new InvalidInput('gone');
        return { table_count: 0 };
      },
    });
    expect(resultOf(outcome)).toMatchObject({ status: 'partial', successful_tenants: 2, failed_tenants: 1 });
  });

  test('nobody being told does not undo a finished run', async () => {
    const { outcome, calls } = await play({ notifyCompletion: failing('mail server down') });
    expect(resultOf(outcome)).toMatchObject({ status: 'completed' });
    expect(made(calls, 'notifyCompletion')).toHaveLength(5);
  });

  test('a sum that is recorded only at the fifth attempt is recorded', async () => {
    const { outcome, calls } = await play({
      aggregateResults: (input, { nth }) => {
        if (nth < 5) throw new SourceUnavailable('state store busy');
        return { ...emptyRun, job_id: input.job_id };
      },
    });
    expect(resultOf(outcome)).toMatchObject(emptyRun);
    expect(made(calls, 'aggregateResults')).toHaveLength(5);
  });

  test.each(['aggregateResults', 'handleInitializationFailure'] as const)(
    'a run whose %s never succeeds fails with what that said',
    async (activity) => {
      const { outcome, calls } = await play({
        ...(activity === 'handleInitializationFailure' ? { initializePipeline: failing('first') } : {}),
        [activity]: failing('state store gone'),
      });
      expect(outcome).toEqual({ status: 'failed', type: 'SourceUnavailable', message: 'state store gone' });
      expect(made(calls, activity)).toHaveLength(5);
      expect(made(calls, 'notifyCompletion')).toEqual([]);
    },
  );
});

const emptyRun: Omit<PipelineOutput, 'job_id'> = {
  status: 'completed',
  total_tenants: 0,
  successful_tenants: 0,
  partial_tenants: 0,
  failed_tenants: 0,
  total_records_processed: 0,
  execution_time_seconds: 0,
  tenant_results: [],
  tenant_results_truncated: false,
};

/** As the first activity answers for a run of batches, and for each batch: two tenants. */
function batched(batches: number): NonNullable<Script['initializePipeline']> {
  return ({ execution_id, batch }) => {
    if (batch != null) {
      return { ...pipeline(batch.execution_id, [`a${batch.index}`, `b${batch.index}`]), job_id: batch.job_id };
    }
    return {
      ...pipeline(execution_id, [], 'batched'),
      batches: Array.from({ length: batches }, (_, index) => ({
        job_id: execution_id,
        execution_id,
        index,
        tenants: 2,
      })),
    };
  };
}
