import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskHandlers } from '../../../asl/interpreter/tasks/handler.ts';
import { createInterpreter } from '../../../asl/interpreter/interpreter.ts';
import type { Json, JsonObject, StateMachine } from '../../../asl/spec/states.ts';
import { lambda, machineOf, startTime } from './run.ts';

/** Sets a variable, waits beside others, calls back by its token, and tells all that it then knows. */
const path = machineOf({
  Set: { Type: 'Pass', Assign: { 'mine.$': '$.mine' }, Next: 'Wait' },
  Wait: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Call' },
  Call: {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: {
      FunctionName: 'back',
      Payload: { 'token.$': '$$.Task.Token', 'mine.$': '$mine', 'seconds.$': '$.seconds' },
    },
    ResultPath: '$.returned',
    Next: 'Branch',
  },
  Branch: {
    Type: 'Parallel',
    Branches: [0, 1].map((branch) =>
      machineOf({
        [`Sleep${branch}`]: {
          Type: 'Wait',
          SecondsPath: '$.seconds',
          Assign: { [`inner${branch}`]: branch },
          Next: `Tell${branch}`,
        },
        [`Tell${branch}`]: {
          Type: 'Pass',
          Parameters: {
            'mine.$': '$mine',
            'inner.$': `$inner${branch}`,
            'name.$': '$$.Execution.Name',
            'state.$': '$$.State.Name',
          },
          End: true,
        },
      }),
    ),
    ResultPath: '$.branches',
    Next: 'Tell',
  },
  Tell: {
    Type: 'Pass',
    Parameters: {
      'mine.$': '$mine',
      'returned.$': '$.returned',
      'branches.$': '$.branches',
      'name.$': '$$.Execution.Name',
      'input.$': '$$.Execution.Input.mine',
    },
    End: true,
  },
});

const expression: StateMachine = machineOf(
  {
    ESet: { Type: 'Pass', Assign: { mine: '{% $states.input.mine %}' }, Next: 'ECall' },
    ECall: {
      Type: 'Task',
      Resource: lambda('slow'),
      Arguments: '{% $states.input.seconds %}',
      Assign: { slept: '{% $states.result %}' },
      Next: 'ETell',
    },
    ETell: {
      Type: 'Pass',
      Output: { mine: '{% $mine %}', slept: '{% $slept %}', name: '{% $states.context.Execution.Name %}' },
      End: true,
    },
  },
  { QueryLanguage: 'JSONata' },
);

const tasks: TaskHandlers = {
  back: (input, { clock, callbacks }) => {
    const { token, mine, seconds } = input as { token: string; mine: number; seconds: number };
    void clock.sleep(500 * seconds).then(() => {
      callbacks.sendTaskSuccess(token, { of: mine });
    });
  },
  slow: async (input, { clock }) => {
    await clock.sleep(700 * (input as number));
    return input as Json;
  },
};

test('of executions beside one another none sees another one’s variables, context or tokens', async () => {
  const starts = fc.array(fc.record({ seconds: fc.nat(4), byPath: fc.boolean() }), { minLength: 2, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(starts, async (all) => {
      const interpreter = createInterpreter({ machines: { path, expression }, tasks, startTime, seed: 'isolation' });
      const running = all.map(({ seconds, byPath }, mine) =>
        interpreter.start({ machine: byPath ? 'path' : 'expression', name: `run-${mine}`, input: { mine, seconds } }),
      );
      const outputs = await Promise.all(running.map(async ({ result }) => (await result).output));
      expect(outputs).toEqual(all.map((start, mine) => expectedOutput(start, mine)));
      const paths = all.filter(({ byPath }) => byPath).length;
      const ids = running.flatMap(
        ({ history }) =>
          JSON.stringify(history())
            .match(/token\\":\\"[^"\\]+/g)
            ?.slice(0, 1) ?? [],
      );
      expect([ids.length, new Set(ids).size]).toEqual([paths, paths]);
    }),
    { numRuns: 40 },
  );
});

function expectedOutput({ seconds, byPath }: { seconds: number; byPath: boolean }, mine: number): JsonObject {
  const name = `run-${mine}`;
  if (!byPath) return { mine, slept: seconds, name };
  const branches = [0, 1].map((branch) => ({ mine, inner: branch, name, state: `Tell${branch}` }));
  return { mine, returned: { of: mine }, branches, name, input: mine };
}

test('an iteration changes no variable of its Map, nor of another iteration', async () => {
  const counting = machineOf(
    {
      Set: { Type: 'Pass', Assign: { outer: 'unchanged' }, Next: 'M' },
      M: {
        Type: 'Map',
        Items: '{% $states.input %}',
        ItemProcessor: machineOf({
          Take: { Type: 'Pass', Assign: { item: '{% $states.input %}' }, Next: 'Sleep' },
          Sleep: { Type: 'Wait', Seconds: '{% $item %}', Next: 'Give' },
          Give: { Type: 'Pass', Output: { item: '{% $item %}', outer: '{% $outer %}' }, End: true },
        }),
        Output: { results: '{% $states.result %}', outer: '{% $outer %}' },
        End: true,
      },
    },
    { QueryLanguage: 'JSONata' },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 20 }), async (items) => {
      const interpreter = createInterpreter({ machines: { counting }, startTime, seed: 'isolation' });
      const { output } = await interpreter.start({ machine: 'counting', input: items }).result;
      expect(output).toEqual({ results: items.map((item) => ({ item, outer: 'unchanged' })), outer: 'unchanged' });
    }),
    { numRuns: 40 },
  );
});
