import { describe, expect, test } from 'vitest';
import { TaskFailure, type TaskCall, type TaskHandler } from '../../asl/interpreter/tasks/handler.ts';
import type { Json } from '../../asl/spec/states.ts';
import { cyclic, expectNothingUnhandled, nested, run, runTask, start, task, throwing } from './bad-values.ts';
import { lambda, machineOf, startTime } from './properties/run.ts';

expectNothingUnhandled();

describe('what handlers return', () => {
  test.each<{ means: string; returned: unknown; output: Json }>([
    { means: 'nothing', returned: undefined, output: null },
    { means: 'a function', returned: () => 1, output: null },
    { means: 'a symbol', returned: Symbol('s'), output: null },
    { means: 'a date', returned: new Date(0), output: '1970-01-01T00:00:00.000Z' },
    { means: 'NaN', returned: NaN, output: null },
    { means: '-0', returned: -0, output: 0 },
    { means: 'a map', returned: new Map([[1, 2]]), output: {} },
    {
      means: 'nothing in an object and an array',
      returned: { a: undefined, b: [undefined, () => 1] },
      output: { b: [null, null] },
    },
    {
      means: 'an object that says what it is as JSON',
      returned: { toJSON: () => ({ said: true }) },
      output: { said: true },
    },
    { means: 'bytes', returned: new Uint8Array([1, 2]), output: { 0: 1, 1: 2 } },
    { means: 'a text with a lone surrogate', returned: '\ud800', output: '\ud800' },
    { means: 'a promise of a promise', returned: Promise.resolve(Promise.resolve(1)), output: 1 },
  ])('$means becomes JSON', async ({ returned, output }) => {
    expect(await runTask(() => returned)).toMatchObject({ status: 'SUCCEEDED', output });
  });

  test.each<{ means: string; returned: () => unknown }>([
    { means: 'a cycle', returned: cyclic },
    { means: 'a BigInt', returned: () => 1n },
    { means: 'a getter that throws', returned: throwing },
    {
      means: 'a toJSON that throws',
      returned: () => ({
        toJSON: () => {
          throw new Error('no');
        },
      }),
    },
    {
      means: 'a toJSON that throws nothing',
      returned: () => ({
        toJSON: () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- bad on purpose
          throw undefined;
        },
      }),
    },
    { means: '10,000 levels', returned: () => nested(10_000) },
    {
      means: 'a proxy that throws',
      returned: () =>
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('no');
            },
          },
        ),
    },
  ])('$means fails the task, which may catch it', async ({ returned }) => {
    expect(await runTask(returned)).toMatchObject({ status: 'FAILED', error: 'Runtime.MarshalError' });
    const caught = await run(
      machineOf({
        T: {
          Type: 'Task',
          Resource: lambda('work'),
          Catch: [{ ErrorEquals: ['Runtime.MarshalError'], Next: 'C' }],
          End: true,
        },
        C: { Type: 'Pass', Result: 'caught', End: true },
      }),
      {},
      { tasks: { work: returned } },
    );
    expect(caught.output).toBe('caught');
  });

  test('a result that is too large fails the task, which may catch it', async () => {
    expect(await runTask(() => 'x'.repeat(262_144))).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
  });

  test('a then that throws or never settles is the handler’s own', async () => {
    expect(
      await runTask(() => ({
        then: () => {
          throw new Error('thrown by then');
        },
      })),
    ).toMatchObject({ status: 'FAILED', error: 'Error' });
  });
});

describe('what handlers throw', () => {
  class Named extends Error {
    override readonly name: string;
    constructor(name: string) {
      super('scripted');
      this.name = name;
    }
  }

  const both = (thrown: unknown): TaskHandler[] => [
    () => {
      throw thrown;
    },
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- bad on purpose
    () => Promise.reject(thrown),
  ];

  test.each<{ means: string; thrown: unknown; error: string | undefined; cause: RegExp | undefined }>([
    { means: 'an error', thrown: new Error('why'), error: 'Error', cause: /"errorMessage":"why"/ },
    {
      means: 'an error with a name of its own',
      thrown: new Named('Odd name: {"x"} $.y'),
      error: 'Odd name: {"x"} $.y',
      cause: /scripted/,
    },
    { means: 'an error without a name', thrown: new Named(''), error: '', cause: /scripted/ },
    { means: 'an error named __proto__', thrown: new Named('__proto__'), error: '__proto__', cause: /scripted/ },
    { means: 'a text', thrown: 'a text', error: 'string', cause: /a text/ },
    { means: 'a number', thrown: 7, error: 'number', cause: /7/ },
    { means: 'null', thrown: null, error: 'object', cause: /null/ },
    { means: 'nothing', thrown: undefined, error: 'undefined', cause: /undefined/ },
    { means: 'a symbol', thrown: Symbol('s'), error: 'symbol', cause: /symbol/ },
    { means: 'a BigInt', thrown: 1n, error: 'bigint', cause: /bigint/ },
    { means: 'a cycle', thrown: cyclic(), error: 'object', cause: /./ },
    { means: 'a getter that throws', thrown: throwing(), error: 'object', cause: /./ },
    { means: 'a function', thrown: () => 1, error: 'function', cause: /./ },
    { means: 'a failure without error and cause', thrown: new TaskFailure(), error: undefined, cause: undefined },
    {
      means: 'a failure named States.ALL',
      thrown: new TaskFailure('States.ALL', 'x'),
      error: 'States.ALL',
      cause: /x/,
    },
  ])('$means fails the task', async ({ thrown, error, cause }) => {
    for (const work of both(thrown)) {
      const result = await runTask(work);
      expect([result.status, result.error]).toEqual(['FAILED', error]);
      if (cause === undefined) expect(result.cause).toBeUndefined();
      else expect(result.cause).toMatch(cause);
    }
  });

  test.each<{ means: string; thrown: unknown }>([
    { means: 'a name that is no text', thrown: Object.assign(new Error('x'), { name: 7 }) },
    { means: 'a message that is no text', thrown: Object.assign(new Error('x'), { message: { a: 1n } }) },
    {
      means: 'a name that throws',
      thrown: Object.defineProperty(new Error('x'), 'name', {
        get: () => {
          throw new Error('no');
        },
      }),
    },
    {
      means: 'a message that throws',
      thrown: Object.defineProperty(new Error('x'), 'message', {
        get: () => {
          throw new Error('no');
        },
      }),
    },
  ])('an error with $means fails the task, and its history is text', async ({ thrown }) => {
    for (const work of both(thrown)) {
      const { execution } = start(task(), {}, { tasks: { work } });
      const { status, error, cause } = await execution.result;
      expect([status, typeof error, typeof cause]).toEqual(['FAILED', 'string', 'string']);
      expect(cause).not.toContain('bug in the interpreter');
    }
  });

  test('a handler that changes its input changes only its own', async () => {
    const definition = machineOf({
      First: { Type: 'Task', Resource: lambda('work'), ResultPath: '$.first', Next: 'Second' },
      Second: { Type: 'Task', Resource: lambda('work'), ResultPath: '$.second', End: true },
    });
    const seen: string[] = [];
    const work: TaskHandler = (input) => {
      seen.push(JSON.stringify(input));
      Object.assign(input as object, { list: 'spoilt' });
      return 1;
    };
    const { output } = await run(definition, { list: [1] }, { tasks: { work } });
    expect(seen).toEqual(['{"list":[1]}', '{"list":[1],"first":1}']);
    expect(output).toEqual({ list: [1], first: 1, second: 1 });
  });

  test('a result that is changed after it was returned changes nothing', async () => {
    const result = { part: 'before' };
    const definition = machineOf({
      T: { Type: 'Task', Resource: lambda('work'), Next: 'W' },
      W: { Type: 'Wait', Seconds: 1, End: true },
    });
    const { execution } = start(
      definition,
      {},
      {
        tasks: {
          work: (_, { clock }) => {
            void clock.sleep(500).then(() => (result.part = 'after'));
            return result;
          },
        },
      },
    );
    expect((await execution.result).output).toEqual({ part: 'before' });
  });
});

describe('handlers that never settle, or too late', () => {
  const never = () => new Promise(() => undefined);

  test('without a time-out the run ends, and says which state', async () => {
    const { status, error, cause } = await runTask(never);
    expect([status, error]).toEqual(['FAILED', 'States.Runtime']);
    expect(cause).toContain("'T'");
  });

  test('with a time-out the clock goes there', async () => {
    expect(await runTask(never, { TimeoutSeconds: 30 })).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
      stopDate: '2026-01-01T00:00:30.000Z',
    });
  });

  test('with a time-out of the whole machine the clock goes there', async () => {
    const { status, stopDate } = await run({ ...task(), TimeoutSeconds: 40 }, {}, { tasks: { work: never } });
    expect([status, stopDate]).toEqual(['TIMED_OUT', '2026-01-01T00:00:40.000Z']);
  });

  test.each<{ means: string; late: (call: TaskCall) => Promise<unknown> }>([
    { means: 'result', late: () => Promise.resolve('late') },
    { means: 'failure', late: () => Promise.reject(new Error('late')) },
  ])('a $means after the time-out counts for nothing', async ({ late }) => {
    const signals: boolean[] = [];
    let settle: (() => void) | undefined;
    const { execution } = start(
      machineOf({
        T: {
          Type: 'Task',
          Resource: lambda('work'),
          TimeoutSeconds: 1,
          Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'W' }],
          End: true,
        },
        W: { Type: 'Wait', Seconds: 10, End: true },
      }),
      {},
      {
        tasks: {
          work: async (_, call) => {
            call.signal.addEventListener('abort', () => {
              signals.push(call.signal.aborted);
              setImmediate(() => settle?.());
            });
            await new Promise<void>((resolve) => (settle = resolve));
            return late(call);
          },
        },
      },
    );
    expect(await execution.result).toMatchObject({
      status: 'SUCCEEDED',
      output: { Error: 'States.Timeout', Cause: '' },
    });
    expect(signals).toEqual([true]);
    expect(JSON.stringify(execution.history())).not.toContain('late');
  });

  test.each([NaN, -1, 0.5, -Infinity])('a sleep of %d milliseconds ends at once', async (milliseconds) => {
    const { output, stopDate } = await runTask(async (_, { clock }) => {
      await clock.sleep(milliseconds);
      return clock.now() - startTime;
    });
    expect(output).toBe(milliseconds === 0.5 ? 1 : 0);
    expect(stopDate).toMatch(/^2026-01-01T00:00:00/);
  });

  test('a sleep without end ends with the task’s time-out, or at the end of time', async () => {
    const work: TaskHandler = (_, { clock }) => clock.sleep(Infinity);
    expect(await runTask(work, { TimeoutSeconds: 5 })).toMatchObject({ error: 'States.Timeout' });
    expect(Number.isNaN(Date.parse((await runTask(work)).stopDate!))).toBe(false);
  });
});
