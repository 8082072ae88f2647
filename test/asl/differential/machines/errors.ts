import { jsonata, jsonpath, resource, type DifferentialMachine } from '../machine.ts';

const fails = (error: string, cause = 'for a reason') => ({ throw: { error, cause } });
const done = { Type: 'Pass', End: true };
const work = { Type: 'Task', Resource: resource };
const ask = { ...work, Arguments: '{% $states.input %}' };
const retry = (errors: string[], attempts: number) => ({
  ErrorEquals: errors,
  MaxAttempts: attempts,
  IntervalSeconds: 1,
  BackoffRate: 1,
});

export const errorMachines: DifferentialMachine[] = [
  {
    name: 'JSONPath: two retries, then a result',
    definition: jsonpath({ Work: { ...work, Retry: [retry(['Busy'], 2)], End: true } }),
    tasks: { Work: [fails('Busy'), fails('Busy'), { return: 'done' }] },
  },
  {
    name: 'JSONPath: retries are spent, then a Catch with a ResultPath',
    definition: jsonpath({
      Work: {
        ...work,
        Retry: [retry(['Busy'], 1)],
        Catch: [
          { ErrorEquals: ['Other'], Next: 'Wrong' },
          { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Caught' },
        ],
        Next: 'Wrong',
      },
      Wrong: { Type: 'Fail', Error: 'Wrong' },
      Caught: done,
    }),
    input: { id: 7 },
    tasks: { Work: [fails('Busy')] },
  },
  {
    name: 'JSONPath: only the first retrier that matches counts',
    definition: jsonpath({ Work: { ...work, Retry: [retry(['Busy'], 1), retry(['States.ALL'], 5)], End: true } }),
    tasks: { Work: [fails('Busy'), fails('Busy'), { return: 'too late' }] },
  },
  {
    name: 'JSONPath: a retrier counts over its errors',
    definition: jsonpath({ Work: { ...work, Retry: [retry(['Busy', 'Slow'], 2)], End: true } }),
    tasks: { Work: [fails('Busy'), fails('Slow'), fails('Busy'), { return: 'too late' }] },
  },
  {
    name: 'JSONPath: MaxAttempts 0 is no retry',
    definition: jsonpath({ Work: { ...work, Retry: [retry(['Busy'], 0), retry(['States.ALL'], 3)], End: true } }),
    tasks: { Work: [fails('Busy'), { return: 'too late' }] },
  },
  {
    name: 'JSONPath: States.TaskFailed matches any error of a task',
    definition: jsonpath({
      Work: { ...work, Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }], Next: 'Caught' },
      Caught: done,
    }),
    tasks: { Work: [fails('Busy')] },
  },
  {
    name: 'JSONPath: States.TaskFailed does not match States.Timeout',
    definition: jsonpath({
      Work: { ...work, Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }], Next: 'Caught' },
      Caught: done,
    }),
    tasks: { Work: [fails('States.Timeout')] },
  },
  {
    name: 'JSONPath: a path that leads nowhere is not caught',
    definition: jsonpath({
      Work: {
        ...work,
        Parameters: { 'x.$': '$.not.there' },
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
        Next: 'Caught',
      },
      Caught: { Type: 'Pass', Result: 'caught', End: true },
    }),
    tasks: { Work: [{ return: null }] },
  },
  {
    name: 'JSONPath: a Fail names its error by paths',
    definition: jsonpath({ Stop: { Type: 'Fail', ErrorPath: '$.error', CausePath: "States.Format('no {}', $.what)" } }),
    input: { error: 'Missing', what: 'bread' },
  },
  {
    name: 'JSONPath: a Fail that says nothing',
    definition: jsonpath({ Stop: { Type: 'Fail' } }),
  },
  {
    name: 'JSONPath: an iteration fails, the Map is tried again',
    definition: jsonpath({
      Each: {
        Type: 'Map',
        MaxConcurrency: 1,
        ItemProcessor: { StartAt: 'Work', States: { Work: { ...work, End: true } } },
        Retry: [retry(['Busy'], 1)],
        End: true,
      },
    }),
    input: [1, 2],
    tasks: { Work: [{ return: 'a' }, fails('Busy'), { return: 'b' }, { return: 'c' }] },
  },
  {
    name: 'JSONPath: a branch fails, the Parallel catches',
    definition: jsonpath({
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Good', States: { Good: done } },
          { StartAt: 'Bad', States: { Bad: { Type: 'Fail', Error: 'Broken', Cause: 'on purpose' } } },
        ],
        Catch: [{ ErrorEquals: ['Broken'], ResultPath: '$.error', Next: 'Caught' }],
        Next: 'Caught',
      },
      Caught: done,
    }),
    input: { id: 7 },
  },
  {
    name: 'JSONata: a Catch has the error in its Output and Assign',
    definition: jsonata({
      Work: {
        ...ask,
        Retry: [retry(['Busy'], 1)],
        Catch: [
          {
            ErrorEquals: ['Busy'],
            Assign: { why: '{% $states.errorOutput.Cause %}' },
            Output: { error: '{% $states.errorOutput.Error %}', id: '{% $states.input.id %}' },
            Next: 'Show',
          },
        ],
        Next: 'Show',
      },
      Show: { Type: 'Pass', Output: '{% $merge([$states.input, {"why": $why}]) %}', End: true },
    }),
    input: { id: 7 },
    tasks: { Work: [fails('Busy', 'first'), fails('Busy', 'second')] },
  },
  {
    name: 'JSONata: a Catch without Output passes the error on',
    definition: jsonata({
      Work: { ...ask, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], Next: 'Caught' },
      Caught: done,
    }),
    input: { id: 7 },
    tasks: { Work: [fails('Busy')] },
  },
  {
    name: 'JSONata: what fails in Arguments is caught',
    definition: jsonata({
      Work: {
        ...work,
        Arguments: '{% $states.input.not.there %}',
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Output: 'caught', Next: 'Caught' }],
        Next: 'Caught',
      },
      Caught: done,
    }),
    tasks: { Work: [{ return: 1 }] },
  },
  {
    name: 'JSONata: what fails in Output is tried again',
    definition: jsonata({
      Work: {
        ...ask,
        Output: '{% $states.result + 1 %}',
        Retry: [retry(['States.QueryEvaluationError'], 2)],
        End: true,
      },
    }),
    tasks: { Work: [{ return: 'text' }, { return: 1 }] },
  },
  {
    name: 'JSONata: States.TaskFailed does not match what fails in an expression',
    definition: jsonata({
      Work: {
        ...ask,
        Output: '{% $states.result + 1 %}',
        Catch: [{ ErrorEquals: ['States.TaskFailed'], Output: 'caught', Next: 'Caught' }],
        Next: 'Caught',
      },
      Caught: done,
    }),
    tasks: { Work: [{ return: 'text' }] },
  },
  {
    name: 'JSONata: an expression of a Pass fails the execution',
    definition: jsonata({ Add: { Type: 'Pass', Output: '{% "a" + 1 %}', End: true } }),
  },
  {
    name: 'JSONata: a Fail with expressions',
    definition: jsonata({
      Stop: { Type: 'Fail', Error: '{% "Too" & $states.input.what %}', Cause: '{% "it is " & $states.input.size %}' },
    }),
    input: { what: 'Large', size: 12.5 },
  },
  {
    name: 'JSONata: RetryCount is in the context',
    definition: jsonata({
      Work: {
        ...work,
        Arguments: { attempt: '{% $states.context.State.RetryCount %}' },
        Output: '{% $states.context.State.RetryCount %}',
        Retry: [retry(['Busy'], 3)],
        End: true,
      },
    }),
    tasks: { Work: [fails('Busy'), fails('Busy'), { return: 1 }] },
  },
];
