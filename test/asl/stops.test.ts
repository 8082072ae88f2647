import { describe, expect, test } from 'vitest';
import { createInterpreter } from '../../asl/interpreter/interpreter.ts';
import { type TaskHandler } from '../../asl/interpreter/tasks/handler.ts';
import type { StateMachine } from '../../asl/spec/states.ts';
import { cyclic, expectNothingUnhandled, run, start, task, throwing, type Options } from './bad-values.ts';
import { lambda, machineOf } from './properties/run.ts';

expectNothingUnhandled();

describe('stops', () => {
  const waiting: [string, StateMachine][] = [
    ['a Wait', machineOf({ W: { Type: 'Wait', Seconds: 3600, End: true } })],
    ['a Task', task()],
    [
      'a Task for a token',
      task({
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Parameters: { FunctionName: 'back', Payload: { 'token.$': '$$.Task.Token' } },
      }),
    ],
    ['an activity', task({ Resource: 'arn:aws:states:us-east-1:123456789012:activity:nobody' })],
    ['a back-off', task({ Resource: lambda('fail'), Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 3600 }] })],
    ['a Map', machineOf({ M: { Type: 'Map', ItemsPath: '$.items', ItemProcessor: task(), End: true } })],
    [
      'a Parallel',
      machineOf({
        P: {
          Type: 'Parallel',
          Branches: [machineOf({ W: { Type: 'Wait', Seconds: 3600, End: true } })],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
          End: true,
        },
        C: { Type: 'Pass', End: true },
      }),
    ],
  ];
  const tasks: Record<string, TaskHandler> = {
    work: (_, { clock }) => clock.sleep(3_600_000),
    back: () => null,
    fail: () => Promise.reject(new Error('again')),
  };

  /** Real time for what happens at once: then the wait has begun, and an hour of it is far from over. */
  const begun = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

  test.each(waiting)('during %s: aborted with what the caller says, in real time', async (_, definition) => {
    const { execution } = start(definition, { items: [1, 2] }, { tasks, clock: 'real' });
    await begun();
    expect(execution.describe().status).toBe('RUNNING');
    execution.stop({ error: 'Enough', cause: 'it takes too long' });
    const { status, error, cause } = await execution.result;
    expect([status, error, cause]).toEqual(['ABORTED', 'Enough', 'it takes too long']);
    expect(execution.history().at(-1)).toMatchObject({
      type: 'ExecutionAborted',
      executionAbortedEventDetails: { error, cause },
    });
    const { length } = execution.history();
    execution.stop({ error: 'Again' });
    await begun();
    expect([execution.describe().error, execution.history().length]).toEqual(['Enough', length]);
  });

  test.each(waiting)('by a signal, during %s', async (_, definition) => {
    const controller = new AbortController();
    const interpreter = createInterpreter({ machines: { machine: definition }, tasks, clock: 'real' });
    const execution = interpreter.start({ machine: 'machine', input: { items: [1] }, signal: controller.signal });
    await begun();
    controller.abort(new Error('changed my mind'));
    expect((await execution.result).status).toBe('ABORTED');
  });

  test('by a signal that is aborted before the start: nothing is run', async () => {
    let called = false;
    const interpreter = createInterpreter({ machines: { machine: task() }, tasks: { work: () => (called = true) } });
    const execution = interpreter.start({ machine: 'machine', signal: AbortSignal.abort() });
    expect((await execution.result).status).toBe('ABORTED');
    await begun();
    expect(called).toBe(false);
  });

  test('of a parent: its child is stopped too', async () => {
    const parent = task({
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: { StateMachineArn: 'child' },
    });
    const interpreter = createInterpreter({ machines: { parent, child: waiting[0]![1] }, clock: 'real' });
    const execution = interpreter.start({ machine: 'parent' });
    await begun();
    execution.stop();
    await execution.result;
    const child = interpreter.executions()[1]!;
    expect(await child.result).toMatchObject({
      status: 'ABORTED',
      cause: expect.stringContaining('which was managing this resource was aborted') as string,
    });
  });

  test('leave no timer behind, nor do runs that end by themselves', async () => {
    const timers = () =>
      process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout' || kind === 'Immediate').length;
    await begun();
    const before = timers();
    for (const [, definition] of waiting) {
      const { execution } = start(definition, { items: [1, 2] }, { tasks, clock: 'real' });
      await begun();
      execution.stop();
      await execution.result;
    }
    await run(task({ TimeoutSeconds: 3600, HeartbeatSeconds: 600 }), {}, { tasks: { work: () => 1 }, clock: 'real' });
    await run(
      { ...task({ Catch: [] }), TimeoutSeconds: 3600 },
      {},
      { tasks: { work: () => Promise.reject(new Error('x')) }, clock: 'real' },
    );
    await begun();
    expect(timers()).toBeLessThanOrEqual(before);
  });
});

describe('task tokens', () => {
  const resource = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
  const waits = (more: Parameters<typeof task>[0] = {}) =>
    task({
      Resource: resource,
      Parameters: { FunctionName: 'give', Payload: { 'token.$': '$$.Task.Token' } },
      ...more,
    });

  /** Runs up to where the token is given out. */
  async function given(more: Parameters<typeof task>[0] = {}, options: Options = {}) {
    let token = '';
    const tokens = new Promise<string>((resolve) => {
      token = '';
      options = {
        ...options,
        tasks: {
          give: (input) => {
            token = (input as { token: string }).token;
            resolve(token);
          },
        },
      };
    });
    const { execution, interpreter } = start(waits(more), {}, options);
    return { token: await tokens, execution, interpreter };
  }

  const thrownBy = (call: () => void) => {
    try {
      call();
    } catch (error) {
      return (error as Error).name;
    }
    return undefined;
  };

  test.each(['', 'no such token', '__proto__', 'constructor'])('the token %j is unknown', (token) => {
    const interpreter = createInterpreter({ machines: { machine: waits() } });
    expect(
      thrownBy(() => {
        interpreter.sendTaskSuccess(token, 1);
      }),
    ).toBe('InvalidToken');
    expect(
      thrownBy(() => {
        interpreter.sendTaskFailure(token);
      }),
    ).toBe('InvalidToken');
    expect(
      thrownBy(() => {
        interpreter.sendTaskHeartbeat(token);
      }),
    ).toBe('InvalidToken');
  });

  test('a token that was used is used up', async () => {
    const { token, execution, interpreter } = await given();
    interpreter.sendTaskSuccess(token, 'first');
    expect(
      thrownBy(() => {
        interpreter.sendTaskSuccess(token, 'second');
      }),
    ).toBe('TaskTimedOut');
    expect((await execution.result).output).toBe('first');
    expect(
      thrownBy(() => {
        interpreter.sendTaskFailure(token);
      }),
    ).toBe('TaskTimedOut');
  });

  test.each<[string, Parameters<typeof task>[0]]>([
    ['the time-out', { TimeoutSeconds: 10 }],
    ['a missed heartbeat', { HeartbeatSeconds: 10 }],
  ])('a token is too late after %s', async (_, more) => {
    const { token, execution, interpreter } = await given(more);
    expect((await execution.result).error).toBe('States.Timeout');
    expect(
      thrownBy(() => {
        interpreter.sendTaskSuccess(token, 'late');
      }),
    ).toBe('TaskTimedOut');
    expect(JSON.stringify(execution.history())).not.toContain('late');
  });

  test('a token is too late after a stop', async () => {
    const { token, execution, interpreter } = await given({}, { clock: 'real' });
    execution.stop();
    await execution.result;
    expect(
      thrownBy(() => {
        interpreter.sendTaskSuccess(token, 'late');
      }),
    ).toBe('TaskTimedOut');
  });

  test.each<[string, unknown]>([
    ['a cycle', cyclic()],
    ['a BigInt', 1n],
    ['a getter that throws', throwing()],
  ])('an output that is %s is refused, and the token stays good', async (_, output) => {
    const { token, execution, interpreter } = await given();
    expect(
      thrownBy(() => {
        interpreter.sendTaskSuccess(token, output);
      }),
    ).toBe('InvalidOutput');
    interpreter.sendTaskSuccess(token, 'good');
    expect((await execution.result).output).toBe('good');
  });

  test('nobody returns it, and nothing limits the wait: the run ends and says which state', async () => {
    const { execution } = await given();
    const { error, cause } = await execution.result;
    expect([error, cause]).toEqual(['States.Runtime', expect.stringContaining("'T'")]);
  });

  test('a token of one interpreter is unknown to another', async () => {
    const { token, execution, interpreter } = await given({}, { clock: 'real' });
    const other = createInterpreter({ machines: { machine: waits() } });
    expect(
      thrownBy(() => {
        other.sendTaskSuccess(token, 1);
      }),
    ).toBe('InvalidToken');
    interpreter.sendTaskSuccess(token, 1);
    expect((await execution.result).status).toBe('SUCCEEDED');
  });
});
