import { describe, expect, test } from 'vitest';
import { TaskFailure, type TaskCall, type TaskHandler } from '../../asl/interpreter/tasks/handler.ts';
import type { JsonObject } from '../../asl/spec/states.ts';
import {
  chunk,
  failing,
  intended,
  keeping,
  orchestrator,
  pipelineInput,
  recording,
  run,
  single,
  startTime,
  table,
  tableInput,
  tableProcessor,
  tenant,
  tenantInput,
  tenantProcessor,
  type Answer,
  type Answers,
  type Finished,
  type Name,
} from './run-original.ts';

const statesOf = ({ interpreter }: Finished) =>
  interpreter
    .executions()[0]!
    .history()
    .filter(({ type }) => type.endsWith('StateEntered'))
    .map((event) => (event['stateEnteredEventDetails'] as { name: string }).name);

describe('the original definitions on their intended paths', () => {
  test('all tenants: each tenant, table and chunk is done, and the end is notified', async () => {
    const finished = await run(orchestrator, pipelineInput);
    expect(finished).toMatchObject({ status: 'SUCCEEDED', output: { notified: true } });
    expect(statesOf(finished)).toEqual([
      'InitializePipeline',
      'DetermineProcessingMode',
      'MultiTenantProcessing',
      'ProcessTenant',
      'ProcessTenant',
      'AggregateMultiTenantResults',
      'NotifyCompletion',
    ]);
    expect(finished.interpreter.executions().map(({ executionArn }) => executionArn.split(':')[6])).toEqual([
      orchestrator,
      ...[tenantProcessor, tenantProcessor],
      ...[tableProcessor, tableProcessor, tableProcessor, tableProcessor],
    ]);
    expect(finished.callsOf('chunk-processor')).toHaveLength(8);
    expect(finished.callsOf('canonical-trigger')).toHaveLength(2);
  });

  test('one tenant: the same without the Map', async () => {
    const finished = await run(orchestrator, { ...pipelineInput, tenant_id: 't1' }, { 'pipeline-initializer': single });
    expect(finished.status).toBe('SUCCEEDED');
    expect(statesOf(finished).slice(2)).toEqual([
      'SingleTenantProcessing',
      'AggregateSingleTenantResults',
      'NotifyCompletion',
    ]);
    expect(finished.callsOf('pipeline-initializer')).toEqual([
      { tenant_id: 't1', table_name: null, force_full_sync: false, execution_id: 'run-1' },
    ]);
    expect(finished.callsOf('result-aggregator')).toMatchObject([
      { job_id: 'job-1', processing_mode: 'single-tenant' },
    ]);
  });

  test.each<{ mode: string; answer: Answer; expected: object; calls: number }>([
    {
      mode: 'an unknown mode fails the pipeline',
      answer: () => ({ mode: 'no-tenant' }),
      expected: { status: 'FAILED', error: 'InvalidProcessingMode', cause: 'Invalid processing mode specified' },
      calls: 1,
    },
    {
      mode: 'a failed initialization is tried four times, reported, and fails the pipeline',
      answer: failing('Broken'),
      expected: { status: 'FAILED', error: 'PipelineExecutionFailure', cause: 'Pipeline execution failed' },
      calls: 4,
    },
  ])('$mode', async ({ answer, expected, calls }) => {
    const finished = await run(orchestrator, pipelineInput, { 'pipeline-initializer': answer });
    expect(finished).toMatchObject(expected);
    expect(finished.callsOf('pipeline-initializer')).toHaveLength(calls);
    expect(finished.callsOf('error-handler')).toHaveLength(calls === 4 ? 1 : 0);
  });

  test.each<{ means: string; discovery: JsonObject; message: string }>([
    { means: 'no list of tables', discovery: { table_count: 0 }, message: 'No tables found for tenant' },
    {
      means: 'an empty list',
      discovery: { enabled_tables: [], table_count: 0 },
      message: 'No tables enabled for processing',
    },
  ])('a tenant with $means is completed at once', async ({ discovery, message }) => {
    const { output, calls } = await run(tenantProcessor, tenantInput, { 'table-discovery': () => discovery });
    expect(output).toEqual({ status: 'completed', message, table_count: 0, tenant_id: 't1' });
    expect(calls).toHaveLength(1);
  });

  test('a tenant whose results ask for none has no canonical transformation', async () => {
    const finished = await run(tenantProcessor, tenantInput, {
      'table-result-evaluator': () => ({ should_trigger_canonical: false }),
    });
    expect(finished).toMatchObject({ status: 'SUCCEEDED', output: { tenant_id: 't1', status: 'completed' } });
    expect(finished.callsOf('canonical-trigger')).toEqual([]);
  });

  test('a table without new data is completed, and no chunk is processed', async () => {
    const { output, callsOf } = await run(tableProcessor, tableInput, {
      'chunk-calculator': () => ({ total_chunks: 0, chunks: [] }),
    });
    expect(output).toEqual({
      status: 'completed',
      message: 'No new data to process',
      records_processed: 0,
      table_name: 'companies',
      tenant_id: 't1',
    });
    expect(callsOf('chunk-processor')).toEqual([]);
  });

  test('at most ten tenants, four tables of one and three chunks of one run at once', async () => {
    const highest: Record<string, number> = {};
    const running: Record<string, number> = {};
    const sleeping =
      (name: string, result: Answer): Answer =>
      async (input, call) => {
        running[name] = (running[name] ?? 0) + 1;
        highest[name] = Math.max(highest[name] ?? 0, running[name]);
        await call.clock.sleep(60_000);
        running[name] -= 1;
        return result(input, call);
      };
    const many = (make: (id: string) => JsonObject, count: number) =>
      Array.from({ length: count }, (_, index) => make(`n${index}`));
    await run(orchestrator, pipelineInput, {
      'pipeline-initializer': () => ({ mode: 'multi-tenant', job_id: 'job-1', tenants: many(tenant, 25) }),
      'table-discovery': sleeping('tenants', () => ({ table_count: 0 })),
    });
    await run(tenantProcessor, tenantInput, {
      'table-discovery': () => ({ enabled_tables: many(table, 25), table_count: 25 }),
      'table-initializer': sleeping('tables', () => ({})),
      'chunk-calculator': () => ({ total_chunks: 0 }),
    });
    await run(tableProcessor, tableInput, {
      'chunk-calculator': () => ({ total_chunks: 25, chunks: many(chunk, 25) }),
      'chunk-processor': sleeping('chunks', keeping({})),
    });
    expect(highest).toEqual({ tenants: 10, tables: 4, chunks: 3 });
  });
});

describe('where the original definitions break', () => {
  test.each(['tenant_id', 'table_name', 'force_full_sync'])(
    'an absent optional input fails the run: $.%s could not be found',
    async (field) => {
      const input = Object.fromEntries(Object.entries(pipelineInput).filter(([name]) => name !== field));
      const { status, error, cause, calls } = await run(orchestrator, input);
      // The Catch of States.ALL does not take it.
      expect([status, error, calls]).toEqual(['FAILED', 'States.Runtime', []]);
      expect(cause).toContain(
        `The JSONPath '$.${field}' specified for the field '${field}.$' could not be found in the input`,
      );
    },
  );

  test.each(['chunk_size_override', 'priority'])('the input %s reaches no function', async (field) => {
    const { status, calls } = await run(orchestrator, { ...pipelineInput, [field]: 'given' });
    expect(status).toBe('SUCCEEDED');
    expect(JSON.stringify(calls.filter(({ name }) => name !== 'completion-notifier'))).not.toContain(field);
  });

  test.each<{
    state: string;
    lost: string;
    machine: string;
    input: JsonObject;
    name: Name;
    result: JsonObject;
    answers?: Answers;
  }>([
    {
      state: 'AggregateMultiTenantResults',
      lost: '$.pipeline_config.job_id',
      machine: orchestrator,
      input: pipelineInput,
      name: 'result-aggregator',
      result: { status: 'completed' },
    },
    {
      state: 'ProcessChunk',
      lost: '$.job_id',
      machine: tableProcessor,
      input: tableInput,
      name: 'chunk-processor',
      result: { records: 10 },
    },
    {
      state: 'UpdateLastUpdatedTimestamp',
      lost: '$.table_config.table_name',
      machine: tableProcessor,
      input: tableInput,
      name: 'timestamp-updater',
      result: { tenant_config: tenant('t1'), chunk_results: [], table_evaluation: {} },
    },
    {
      state: 'HandleChunkTimeout',
      lost: '$.table_config',
      machine: tableProcessor,
      input: tableInput,
      name: 'timeout-handler',
      result: { tenant_config: tenant('t1'), job_id: 'job-1', ...chunk('c1') },
      answers: { 'chunk-processor': failing('States.Timeout') },
    },
    {
      state: 'TriggerCanonicalTransformation',
      lost: '$.tenant_config.tenant_id',
      machine: tenantProcessor,
      input: tenantInput,
      name: 'canonical-trigger',
      result: { triggered: true },
    },
  ])(
    'the result of $state overwrites what follows needs: $lost could not be found',
    async ({ lost, machine, input, name, result, answers = {} }) => {
      const { status, error, cause } = await run(machine, input, { ...answers, [name]: () => result });
      expect([status, error]).toEqual(['FAILED', 'States.Runtime']);
      expect(cause).toContain(lost);
      expect(cause).toContain('could not be found in the input');
    },
  );

  test('a timed-out chunk is resumed by nobody: resume_chunk_id is never read, and all chunks are done again', async () => {
    let slow = true;
    const finished = await run(tableProcessor, tableInput, {
      'chunk-processor': async (input, { clock }) => {
        if (slow && (input['chunk_config'] as JsonObject)['chunk_id'] === 'c2') {
          slow = false;
          await clock.sleep(1_000_000);
        }
        return { ...input, records: 10 };
      },
    });
    const [, resumption] = finished.interpreter.executions();
    expect(resumption!.describe().input).toMatchObject({ resume_chunk_id: 'c2' });
    await resumption!.result;
    expect(JSON.stringify(finished.calls)).not.toContain('resume_chunk_id');
    const done = finished.callsOf('chunk-processor').map((input) => (input['chunk_config'] as JsonObject)['chunk_id']);
    expect(done).toEqual(['c1', 'c2', 'c1', 'c2']);
  });

  test('the resumption is not waited for: the table is completed while its chunk is still to be done', async () => {
    let first = true;
    const finished = await run(tableProcessor, tableInput, {
      'chunk-calculator': () => ({ total_chunks: 1, chunks: [chunk('c1')] }),
      'chunk-processor': async (input, { clock }) => {
        await clock.sleep(first ? 1_000_000 : 600_000);
        first = false;
        return input;
      },
    });
    expect(finished).toMatchObject({ status: 'SUCCEEDED', output: { status: 'completed' } });
    expect(finished.interpreter.executions()[1]!.describe().status).toBe('RUNNING');
    first = false;
    await finished.interpreter.executions()[1]!.result;
  });

  test('the watermark moves past failed chunks', async () => {
    const { callsOf } = await run(tableProcessor, tableInput, { 'chunk-processor': failing('Broken') });
    expect(callsOf('progress-tracker')).toMatchObject([{ status: 'failed' }, { status: 'failed' }]);
    expect(callsOf('timestamp-updater')).toHaveLength(1);
  });

  test('a table of which every chunk failed says completed', async () => {
    const { status, output } = await run(tableProcessor, tableInput, { 'chunk-processor': failing('Broken') });
    expect([status, output]).toMatchObject(['SUCCEEDED', { status: 'completed' }]);
  });

  test('a tenant of which every table failed says completed, and partial is never said', async () => {
    const finished = await run(tenantProcessor, tenantInput, {
      'table-initializer': failing('Broken'),
      'table-result-evaluator': () => ({ should_trigger_canonical: false, status: 'partial' }),
    });
    expect(finished).toMatchObject({
      status: 'SUCCEEDED',
      output: { status: 'completed', table_results: [{ status: 'failed' }, { status: 'failed' }] },
    });
  });

  test('the retrier for throttling is dead: States.TaskFailed stands before it, waits 30 s instead of 60 and gives up after 3', async () => {
    const { calls } = await run(tableProcessor, tableInput, {
      'chunk-calculator': () => ({ total_chunks: 1, chunks: [chunk('c1')] }),
      'chunk-processor': failing('Lambda.TooManyRequestsException'),
    });
    const times = calls.filter(({ name }) => name === 'chunk-processor').map(({ at }) => at);
    expect(times).toEqual([0, 30, 90, 210]);
  });

  test.each([
    { machine: orchestrator, input: pipelineInput, means: 'the orchestrator does not try again', attempts: 1, last: 0 },
    {
      machine: tenantProcessor,
      input: tenantInput,
      means: 'the tenant tries again by another retrier',
      attempts: 3,
      last: 45,
    },
  ])(
    'States.ExecutionLimitExceeded is no error of AWS: at the real one $means',
    async ({ machine, input, attempts, last }) => {
      const times: number[] = [];
      const refuse: TaskHandler = (_, { clock }) => {
        times.push((clock.now() - startTime) / 1000);
        throw new TaskFailure('StepFunctions.ExecutionLimitExceededException', 'scripted');
      };
      const one: Answers = {
        'pipeline-initializer': () => ({ mode: 'multi-tenant', job_id: 'job-1', tenants: [tenant('t1')] }),
        'table-discovery': () => ({ enabled_tables: [table('companies')], table_count: 1 }),
      };
      await run(machine, input, one, { 'states:startExecution.sync:2': refuse });
      expect([times.length, times.at(-1)]).toEqual([attempts, last]);
    },
  );

  test('the failure of a single tenant is not caught: the pipeline fails and nobody is told', async () => {
    const { status, error, callsOf } = await run(orchestrator, pipelineInput, {
      'pipeline-initializer': single,
      'table-discovery': failing('Broken'),
    });
    expect([status, error]).toEqual(['FAILED', 'States.TaskFailed']);
    expect([callsOf('completion-notifier'), callsOf('error-handler')]).toEqual([[], []]);
  });

  test.each<{ name: Name; machine: string; input: JsonObject; answers?: Answers }>([
    { name: 'chunk-calculator', machine: tableProcessor, input: tableInput },
    { name: 'progress-tracker', machine: tableProcessor, input: tableInput },
    { name: 'chunk-result-evaluator', machine: tableProcessor, input: tableInput },
    { name: 'timestamp-updater', machine: tableProcessor, input: tableInput },
    { name: 'table-result-evaluator', machine: tenantProcessor, input: tenantInput },
    { name: 'result-aggregator', machine: orchestrator, input: pipelineInput },
    { name: 'completion-notifier', machine: orchestrator, input: pipelineInput },
    {
      name: 'error-handler',
      machine: orchestrator,
      input: pipelineInput,
      answers: { 'pipeline-initializer': failing('Broken') },
    },
  ])('one throttle of $name ends the run: it is not tried again', async ({ name, machine, input, answers = {} }) => {
    const throttled = failing('Lambda.TooManyRequestsException', 1);
    const { status, error, callsOf } = await run(machine, input, { ...answers, [name]: throttled });
    expect([status, error]).toEqual(['FAILED', 'Lambda.TooManyRequestsException']);
    // What other iterations had begun may have called it too.
    expect(callsOf(name).length).toBeLessThanOrEqual(2);
  });

  test.each<{ name: Name; machine: string; input: JsonObject }>([
    { name: 'chunk-calculator', machine: tableProcessor, input: tableInput },
    { name: 'table-result-evaluator', machine: tenantProcessor, input: tenantInput },
    { name: 'completion-notifier', machine: orchestrator, input: pipelineInput },
  ])('$name has no time-out: a day of it is waited for', async ({ name, machine, input }) => {
    const { status, startDate, stopDate } = await run(machine, input, {
      [name]: async (given: JsonObject, call: TaskCall) => {
        await call.clock.sleep(24 * 3_600_000);
        return intended[name](given, call);
      },
    });
    expect(status).toBe('SUCCEEDED');
    expect(Date.parse(stopDate!) - Date.parse(startDate)).toBeGreaterThanOrEqual(24 * 3_600_000);
  });

  test('whole descriptions of the child executions pile up: inputs come back beside the outputs', async () => {
    const { callsOf } = await run(orchestrator, pipelineInput);
    const results = callsOf('result-aggregator')[0]!['tenant_results'] as JsonObject[];
    for (const result of results) {
      expect(Object.keys(result)).toEqual(
        expect.arrayContaining(['ExecutionArn', 'Input', 'InputDetails', 'Output', 'Status']),
      );
    }
  });

  test('40 tenants with 4 kB of settings each pass 256 KiB, though their outputs are small', async () => {
    const settings = 'x'.repeat(4000);
    const tenants = Array.from({ length: 40 }, (_, index) => ({ ...tenant(`t${index}`), settings }));
    const { status, error, callsOf } = await run(orchestrator, pipelineInput, {
      'pipeline-initializer': () => ({ mode: 'multi-tenant', job_id: 'job-1', tenants }),
      'table-discovery': () => ({ table_count: 0 }),
    });
    expect([status, error]).toEqual(['FAILED', 'States.DataLimitExceeded']);
    expect(callsOf('result-aggregator')).toEqual([]);
  });

  test('execution_arn is given the name', async () => {
    const { callsOf, executionArn } = await run(orchestrator, pipelineInput);
    expect(callsOf('completion-notifier')).toMatchObject([{ execution_arn: 'run-1' }]);
    expect(executionArn).not.toBe('run-1');
  });

  test('a function that Lambda stops just before its 900 s is tried again from the start, never resumed', async () => {
    const stopped: Answer = async (_, { clock }) => {
      await clock.sleep(899_900);
      throw new TaskFailure('Sandbox.Timedout', 'Task timed out after 900.00 seconds');
    };
    const { callsOf } = await run(tableProcessor, tableInput, {
      'chunk-calculator': () => ({ total_chunks: 1, chunks: [chunk('c1')] }),
      'chunk-processor': stopped,
    });
    expect([callsOf('chunk-processor').length, callsOf('timeout-handler')]).toEqual([4, []]);
  });

  test('one execution holds the events of all chunks: 2,100 chunks pass 25,000 events', async () => {
    const chunks = Array.from({ length: 2100 }, (_, index) => chunk(String(index)));
    const { status, error, cause, interpreter } = await run(tableProcessor, tableInput, {
      'chunk-calculator': () => ({ total_chunks: chunks.length, chunks }),
      'progress-tracker': () => 1,
    });
    expect([status, error]).toEqual(['FAILED', 'States.Runtime']);
    expect(cause).toBe('The execution reached the maximum number of history events (25000).');
    expect(interpreter.executions()[0]!.history()).toHaveLength(25_000);
  });

  test('credentials of tenant_config stand in the histories', async () => {
    const { interpreter } = await run(orchestrator, pipelineInput, {
      'pipeline-initializer': () => ({
        mode: 'multi-tenant',
        job_id: 'job-1',
        tenants: [{ ...tenant('t1'), api_key: 'very secret' }],
      }),
    });
    const telling = interpreter
      .executions()
      .filter((execution) => JSON.stringify(execution.history()).includes('very secret'));
    expect(telling).toHaveLength(interpreter.executions().length);
  });

  test('two runs of one tenant at once do the same chunks at the same time', async () => {
    const running: string[] = [];
    let twice = 0;
    const { interpreter } = recording({
      'pipeline-initializer': single,
      'chunk-processor': async (input, { clock }) => {
        const id = JSON.stringify([input['tenant_config'], input['table_config'], input['chunk_config']]);
        if (running.includes(id)) twice += 1;
        running.push(id);
        await clock.sleep(60_000);
        running.splice(running.indexOf(id), 1);
        return input;
      },
    });
    const runs = ['run-1', 'run-2'].map((name) =>
      interpreter.start({ machine: orchestrator, input: pipelineInput, name }),
    );
    const statuses = await Promise.all(runs.map(async ({ result }) => (await result).status));
    expect([statuses, twice]).toEqual([['SUCCEEDED', 'SUCCEEDED'], 4]);
  });
});

test('every state of the original definitions is entered by these paths', async () => {
  let timeOut = true;
  const { interpreter } = recording({
    'pipeline-initializer': (input) =>
      input['tenant_id'] === 'fail'
        ? failing('Broken')(input, undefined as never)
        : { mode: input['tenant_id'], job_id: 'j', tenants: [tenant('t1'), tenant('bad')] },
    'table-discovery': (input) => discoveries[(input['tenant_config'] as { tenant_id: string }).tenant_id]!(),
    'table-initializer': (input) => {
      if ((input['table_config'] as JsonObject)['table_name'] === 'bad') throw new TaskFailure('Broken');
      return {};
    },
    'chunk-calculator': (input) =>
      (input['table_config'] as JsonObject)['table_name'] === 'empty'
        ? { total_chunks: 0 }
        : { total_chunks: 3, chunks: [chunk('good'), chunk('bad'), chunk('slow')] },
    'chunk-processor': async (input, { clock }) => {
      const { chunk_id: id } = input['chunk_config'] as JsonObject;
      if (id === 'bad') throw new TaskFailure('Broken');
      if (id === 'slow' && timeOut) {
        timeOut = false;
        await clock.sleep(1_000_000);
      }
      return input;
    },
  });
  for (const mode of ['multi-tenant', 'single-tenant', 'no-tenant', 'fail']) {
    await interpreter.start({ machine: orchestrator, input: { ...pipelineInput, tenant_id: mode } }).result;
  }
  for (const id of ['none', 'disabled'])
    await interpreter.start({ machine: tenantProcessor, input: { ...tenantInput, tenant_config: tenant(id) } }).result;
  await Promise.all(interpreter.executions().map(({ result }) => result));
  const missed = interpreter
    .coverage()
    .flatMap(({ states }) => states.filter(({ entered }) => entered === 0).map(({ name }) => name));
  expect(missed).toEqual([]);
});

/** By the tenant's id. */
const discoveries: Record<string, () => JsonObject> = {
  t1: () => ({ enabled_tables: [table('good'), table('empty'), table('bad')], table_count: 3 }),
  bad: () => {
    throw new TaskFailure('Broken');
  },
  none: () => ({}),
  disabled: () => ({ enabled_tables: [], table_count: 0 }),
};
