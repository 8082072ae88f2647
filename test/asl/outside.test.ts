import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createInterpreter, type InterpreterOptions } from '../../asl/interpreter/interpreter.ts';
import type { ObjectStore } from '../../asl/interpreter/map/object-store.ts';
import { TaskFailure, type TaskHandler } from '../../asl/interpreter/tasks/handler.ts';
import type { Json, State } from '../../asl/spec/states.ts';
import { memoryObjects } from './memory-objects.ts';

const work = 'arn:aws:lambda:us-east-1:123456789012:function:work';
const activity = 'arn:aws:states:us-east-1:123456789012:activity:work';

const only = (state: object, machine: object = {}) => ({ StartAt: 'S', States: { S: state as State }, ...machine });

function started(definition: ReturnType<typeof only>, input: Json = {}, options: Partial<InterpreterOptions> = {}) {
  const interpreter = createInterpreter({
    machines: { machine: definition },
    seed: 'outside',
    startTime: 0,
    stallAfter: 300,
    ...options,
  });
  return { interpreter, execution: interpreter.start({ machine: 'machine', input }) };
}

const reading = (fields: object = {}) => ({
  Type: 'Map',
  ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters: { Bucket: 'b', Key: 'k' } },
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'P',
    States: { P: { Type: 'Pass', End: true } },
  },
  End: true,
  ...fields,
});

/** One that takes real time, as a disk does. */
const slowObjects = (texts: Record<string, string>): ObjectStore => {
  const store = memoryObjects(texts);
  return { ...store, get: async (bucket, key) => pause(20).then(() => store.get(bucket, key)) };
};

describe('what is handed out may be changed', () => {
  test.each([
    { what: 'Result', state: { Type: 'Pass', Result: { a: 1 }, End: true } },
    { what: 'Output', state: { Type: 'Pass', QueryLanguage: 'JSONata', Output: { a: 1 }, End: true } },
  ])('a changed output leaves the $what of the definition as it is', async ({ state }) => {
    const { interpreter, execution } = started(only(state));
    const { output } = await execution.result;
    (output as { a: number }).a = 99;
    expect(execution.describe().output).toEqual({ a: 1 });
    expect((await interpreter.start({ machine: 'machine' }).result).output).toEqual({ a: 1 });
  });

  test('a changed description, and what a worker was given, leave the execution as it is', async () => {
    const { interpreter, execution } = started(
      only({ Type: 'Task', Resource: activity, ResultPath: '$.r', End: true }),
      { k: 'kept' },
    );
    (execution.describe().input as { k: string }).k = 'changed';
    const task = (await interpreter.getActivityTask(activity))!;
    (task.input as { k: string }).k = 'changed';
    interpreter.sendTaskSuccess(task.taskToken, 1);
    expect((await execution.result).output).toEqual({ k: 'kept', r: 1 });
  });
});

describe('what an execution waits for', () => {
  test('is told while it lasts: a time, or the back-off after a failure', async () => {
    const flaky = { Type: 'Task', Resource: work, TimeoutSeconds: 9, Next: 'W' };
    const states = {
      S: { ...flaky, Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 5, MaxAttempts: 2 }] } as State,
      W: { Type: 'Wait', Seconds: 7, End: true } as State,
    };
    const given: (number | undefined)[] = [];
    const handler: TaskHandler = (_, { retryCount, timeoutSeconds }) => {
      given.push(timeoutSeconds);
      if (retryCount === 0) throw new TaskFailure('Busy', 'come back');
      return null;
    };
    const seen: unknown[] = [];
    const interpreter = createInterpreter({
      machines: {
        machine: { StartAt: 'S', States: states },
        watcher: only({ Type: 'Task', Resource: work.replace('work', 'watch'), End: true }),
      },
      tasks: {
        work: handler,
        watch: async (_, { clock }) => {
          for (const seconds of [1, 5]) {
            await clock.sleep(1000 * seconds);
            seen.push(...execution.waits());
          }
        },
      },
      startTime: 0,
      seed: 'waits',
    });
    const execution = interpreter.start({ machine: 'machine' });
    await interpreter.start({ machine: 'watcher' }).result;
    await execution.result;
    expect(seen).toMatchObject([
      { state: 'S', until: 5_000, retry: { count: 1, error: 'Busy', cause: 'come back' } },
      { state: 'W', until: 12_000, retry: undefined },
    ]);
    expect(execution.waits()).toEqual([]);
    expect(given).toEqual([9, 9]);
  });
});

describe('an object store', () => {
  test('is waited for while virtual time stands still', async () => {
    const { execution } = started(
      only(reading(), { TimeoutSeconds: 60 }),
      {},
      { objects: slowObjects({ 'b/k': '[1]' }) },
    );
    expect(await execution.result).toMatchObject({
      status: 'SUCCEEDED',
      output: [1],
      stopDate: '1970-01-01T00:00:00.000Z',
    });
  });

  test.each([
    { machine: { TimeoutSeconds: 5 }, ended: { status: 'TIMED_OUT' } },
    { machine: {}, ended: { status: 'FAILED', cause: expect.stringContaining('does not answer') as string } },
  ])('that never answers ends the run as $ended.status', async ({ machine, ended }) => {
    const objects = { ...memoryObjects({}), get: () => new Promise<never>(() => undefined) };
    expect(await started(only(reading(), machine), {}, { objects }).execution.result).toMatchObject(ended);
  });

  test('that cannot list fails the reader, whose failure can be caught', async () => {
    const objects = { ...memoryObjects({}), list: () => Promise.reject(new Error('there is no bucket')) };
    const state = reading({
      ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2', Parameters: { Bucket: 'b' } },
      Catch: [{ ErrorEquals: ['States.ItemReaderFailed'], Next: 'Caught' }],
    });
    const definition = { StartAt: 'S', States: { S: state as State, Caught: { Type: 'Succeed' } as State } };
    const { output } = await started(definition, {}, { objects }).execution.result;
    expect(output).toMatchObject({
      Error: 'States.ItemReaderFailed',
      Cause: expect.stringContaining('no bucket') as string,
    });
  });

  test('is the source of its items, as the item selector sees them', async () => {
    const selector = { ItemSelector: { 'from.$': '$$.Map.Item.Source' } };
    const objects = memoryObjects({ 'b/k': '[1]' });
    const { output } = await started(only(reading(selector)), {}, { objects }).execution.result;
    expect(output).toEqual([{ from: 's3://b/k' }]);
  });
});

describe('a handler', () => {
  const over = (fields: object = {}) =>
    reading({
      ItemReader: undefined,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'T',
        States: { T: { Type: 'Task', Resource: work, End: true } },
      },
      ...fields,
    });

  test.each([
    { what: 'a Map that tolerates all', fields: { ToleratedFailurePercentage: 100 } },
    { what: 'a Map that tolerates nothing', fields: {} },
  ])('that nobody registered ends the run through $what', async ({ fields }) => {
    const definition = JSON.parse(JSON.stringify(only(over(fields)))) as ReturnType<typeof only>;
    expect(await started(definition, [1, 2]).execution.result).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining('No handler is registered') as string,
    });
  });

  test('that nobody registered ends a parent that would catch everything', async () => {
    const nested = {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: { StateMachineArn: 'child' },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
      End: true,
    };
    const interpreter = createInterpreter({
      machines: {
        machine: { StartAt: 'S', States: { S: nested as State, Caught: { Type: 'Succeed' } } },
        child: only({ Type: 'Task', Resource: work, End: true }),
      },
    });
    expect(await interpreter.start({ machine: 'machine' }).result).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
    });
  });

  test('that has just begun is not given up with one that hangs', async () => {
    const interpreter = createInterpreter({
      machines: {
        hangs: only({ Type: 'Task', Resource: `${work}-hangs`, End: true }),
        works: only({ Type: 'Task', Resource: work, End: true }),
      },
      tasks: { 'work-hangs': () => new Promise(() => undefined), work: () => pause(800).then(() => 'done') },
      stallAfter: 1500,
    });
    const hangs = interpreter.start({ machine: 'hangs' });
    await pause(1000);
    const works = interpreter.start({ machine: 'works' });
    expect(await works.result).toMatchObject({ status: 'SUCCEEDED', output: 'done' });
    expect(await hangs.result).toMatchObject({ status: 'FAILED' });
  });

  test.each([
    { parameters: { 'FunctionName.$': '$.n' }, says: "The value for the field 'FunctionName' must be a STRING" },
  ])('is looked for only by a name: $says', async ({ parameters, says }) => {
    const state = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: parameters, End: true };
    const { error, cause } = await started(only(state), { n: 5 }).execution.result;
    expect({ error, cause }).toMatchObject({ error: 'States.Runtime', cause: expect.stringContaining(says) as string });
  });
});

describe('an activity', () => {
  const state = { Type: 'Task', Resource: activity, HeartbeatSeconds: 10, TimeoutSeconds: 600, End: true };

  test('is kept alive by the heartbeats of its handler', async () => {
    const { execution } = started(
      only(state),
      {},
      {
        tasks: {
          work: async (_, { clock, callbacks, taskToken }) => {
            for (let beat = 0; beat < 5; beat += 1) {
              await clock.sleep(5000);
              callbacks.sendTaskHeartbeat(taskToken!);
            }
            return 'done';
          },
        },
      },
    );
    expect((await execution.result).output).toBe('done');
  });

  test('is worked on in real time while virtual time stands still', async () => {
    const { interpreter, execution } = started(only(state));
    const { taskToken } = (await interpreter.getActivityTask(activity))!;
    await pause(50);
    interpreter.sendTaskSuccess(taskToken, 'done');
    expect(await execution.result).toMatchObject({ output: 'done', stopDate: '1970-01-01T00:00:00.000Z' });
  });

  test('that is stopped as somebody asks for it is given to nobody', async () => {
    const { interpreter, execution } = started(only(state));
    execution.stop();
    const controller = new AbortController();
    const polled = interpreter.getActivityTask(activity, { signal: controller.signal });
    await execution.result;
    controller.abort();
    expect(await polled).toBeUndefined();
  });
});

test('a Lambda function has no heartbeat in its history', async () => {
  const state = { Type: 'Task', Resource: work, HeartbeatSeconds: 10, TimeoutSeconds: 600, End: true };
  const { execution } = started(only(state), {}, { tasks: { work: () => 1 } });
  await execution.result;
  const scheduled = execution.history().find(({ type }) => type === 'LambdaFunctionScheduled');
  expect(scheduled).toMatchObject({ lambdaFunctionScheduledEventDetails: { timeoutInSeconds: 600 } });
  expect(scheduled!['lambdaFunctionScheduledEventDetails']).not.toHaveProperty('heartbeatInSeconds');
});

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html#service-limits-state-machine-executions */
test('an execution ends after a year', async () => {
  const { execution } = started(only({ Type: 'Wait', Seconds: 99_999_999, End: true }));
  expect(await execution.result).toMatchObject({ status: 'TIMED_OUT', stopDate: '1971-01-01T00:00:00.000Z' });
});
