import { describe, expect, test } from 'vitest';
import type { StateMachine } from '../../asl/spec/states.ts';
import { expectNothingUnhandled, expression, nested, pass, run, start, task } from './bad-values.ts';
import { machineOf } from './properties/run.ts';

expectNothingUnhandled();

describe('runs without end', () => {
  test.each<{ means: string; definition: StateMachine }>([
    {
      means: 'states that go in a circle',
      definition: machineOf({
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Wait', Seconds: 1, Next: 'C' },
        C: { Type: 'Choice', Choices: [{ Variable: '$', IsPresent: true, Next: 'A' }], Default: 'E' },
        E: { Type: 'Succeed' },
      }),
    },
    {
      means: 'a Choice that leads to itself',
      definition: machineOf({
        A: { Type: 'Choice', Choices: [{ Variable: '$', IsPresent: false, Next: 'E' }], Default: 'A' },
        E: { Type: 'Succeed' },
      }),
    },
    { means: 'a Catch that leads back', definition: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'T' }] }) },
    {
      means: 'a retrier of 99,999,999 attempts',
      definition: task({ Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 99_999_999, BackoffRate: 1 }] }),
    },
    {
      means: 'a circle in a branch',
      definition: machineOf({
        P: {
          Type: 'Parallel',
          Branches: [
            machineOf({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } }),
            machineOf({ C: { Type: 'Pass', End: true } }),
          ],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Pass', End: true },
      }),
    },
  ])('$means: the 25,000th event ends them', async ({ definition }) => {
    const { execution } = start(definition, {}, { tasks: { work: () => Promise.reject(new Error('again')) } });
    const { status, error, cause } = await execution.result;
    expect([status, error]).toEqual(['FAILED', 'States.Runtime']);
    expect(cause).toBe('The execution reached the maximum number of history events (25000).');
    expect(execution.history()).toHaveLength(25_000);
  });

  test.each<{ action: string; status: string }>([
    { action: 'startExecution', status: 'SUCCEEDED' },
    { action: 'startExecution.sync', status: 'FAILED' },
    { action: 'startExecution.sync:2', status: 'FAILED' },
  ])('a machine that starts itself by $action is stopped after a thousand generations', async ({ action, status }) => {
    const self = task({ Resource: `arn:aws:states:::states:${action}`, Parameters: { StateMachineArn: 'machine' } });
    const { execution, interpreter } = start(self);
    expect((await execution.result).status).toBe(status);
    let ended = 0;
    while (ended < interpreter.executions().length) {
      const executions = interpreter.executions();
      await Promise.all(executions.map(({ result }) => result));
      ended = executions.length;
    }
    expect(ended).toBe(1001);
    expect(interpreter.executions().at(-1)!.describe().error).toBe('StepFunctions.ExecutionLimitExceededException');
    expect(execution.describe().cause?.length ?? 0).toBeLessThanOrEqual(32_768);
  });

  test('a child’s input that is too large fails the task that starts it, which may catch it', async () => {
    const parent = machineOf({
      T: {
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution',
        Parameters: { StateMachineArn: 'machine', Input: { 'once.$': '$', 'twice.$': '$' } },
        Catch: [{ ErrorEquals: ['States.DataLimitExceeded'], Next: 'C' }],
        End: true,
      },
      C: { Type: 'Pass', Result: 'caught', End: true },
    });
    expect((await run(parent, 'x'.repeat(200_000))).output).toBe('caught');
  });

  test('a value that grows by a level at each state is stopped, by the limits or by a clear failure', async () => {
    const grow = machineOf({
      A: { Type: 'Pass', Parameters: { 'in.$': '$' }, Next: 'B' },
      B: { Type: 'Choice', Choices: [{ Variable: '$', IsPresent: true, Next: 'A' }], Default: 'E' },
      E: { Type: 'Succeed' },
    });
    const { status, error, cause } = await run(grow, nested(deepestText() - 150));
    expect([status, error]).toEqual(['FAILED', 'States.Runtime']);
    expect(cause).not.toContain('bug');
  });

  test.each([
    {
      means: 'calls itself',
      source: '($f := function($n) { 1 + $f($n + 1) }; $f(0))',
      reason: /Stack overflow|depth/i,
    },
    {
      means: 'calls itself at the end without end',
      source: '($f := function($n) { $f($n + 1) }; $f(0))',
      reason: /time/i,
    },
    { means: 'doubles its text', source: '($f := function($t) { $f($t & $t) }; $f("x"))', reason: /memory|time|size/i },
    { means: 'makes a million times a million', source: '[1..800000].[1..800000]', reason: /memory|time|size|D2014/i },
    { means: 'matches a catastrophic pattern', source: `$match("${'a'.repeat(40)}!", /^(a+)+$/)`, reason: /time/i },
  ])('an expression that $means fails its state', async ({ source, reason }) => {
    const { error, cause } = await run(expression(source));
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toMatch(reason);
  });

  test('what an expression may take is counted for each one anew', async () => {
    const { output } = await run(expression(`$match("${'a'.repeat(20)}", /^(a+)+$/).match`));
    expect(output).toBe('a'.repeat(20));
  });

  test('a path’s filter with a catastrophic pattern fails its state', async () => {
    const { status } = await run(pass({ InputPath: '$.items[?(@.t =~ /^(a+)+$/)]' }), {
      items: [{ t: `${'a'.repeat(40)}!` }],
    });
    expect(status).toBe('FAILED');
  });

  test('StringMatches with many stars is quick', async () => {
    const definition = machineOf({
      C: {
        Type: 'Choice',
        Choices: [{ Variable: '$', StringMatches: `${'*a'.repeat(5000)}*b`, Next: 'E' }],
        Default: 'N',
      },
      E: { Type: 'Pass', Result: 'matched', End: true },
      N: { Type: 'Pass', Result: 'not matched', End: true },
    });
    expect((await run(definition, 'a'.repeat(100_000))).output).toBe('not matched');
  });
});

/** About how many levels `JSON.stringify` can write: it depends on the stack. */
function deepestText(): number {
  for (let depth = 1000; ; depth += 100) {
    try {
      JSON.stringify(nested(depth));
    } catch {
      return depth;
    }
  }
}
