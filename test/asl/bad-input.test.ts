import { describe, expect, test } from 'vitest';
import { createInterpreter, InvalidDefinition } from '../../asl/interpreter/interpreter.ts';
import type { Json, State, StateMachine } from '../../asl/spec/states.ts';
import { cyclic, expectNothingUnhandled, expression, nested, pass, run, start, task, throwing } from './bad-values.ts';
import { lambda, machineOf } from './properties/run.ts';

expectNothingUnhandled();

describe('definitions', () => {
  const problemsOf = (definition: unknown) => {
    try {
      createInterpreter({ machines: { machine: definition as string } });
    } catch (error) {
      if (error instanceof InvalidDefinition) return error.problems.map(({ message }) => message);
      throw error;
    }
    return [];
  };

  test.each<{ means: string; text: unknown }>([
    { means: 'nothing', text: '' },
    { means: 'blanks', text: ' \n' },
    { means: 'half of an object', text: '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End"' },
    { means: 'a trailing comma', text: '{"StartAt": "A",}' },
    { means: 'a comment', text: '// none\n{}' },
    { means: 'a number', text: '1' },
    { means: 'null', text: 'null' },
    { means: 'an array', text: '[]' },
    { means: 'a byte order mark', text: '\ufeff{}' },
    { means: 'a lone surrogate', text: '{"StartAt": "\\ud800", "States": {}}' },
    { means: 'NaN', text: '{"StartAt": NaN}' },
    { means: 'null as an object', text: null },
    { means: 'undefined', text: undefined },
    { means: 'a number as a value', text: 7 },
    { means: 'a function', text: () => 1 },
    { means: 'a cycle', text: cyclic() },
    { means: 'a getter that throws', text: throwing() },
    { means: 'a BigInt', text: { StartAt: 1n } },
    { means: 'states of null', text: { StartAt: 'A', States: null } },
    { means: 'a state of null', text: { StartAt: 'A', States: { A: null } } },
    { means: 'a type of an object’s own', text: { StartAt: 'A', States: { A: { Type: 'constructor', End: true } } } },
    {
      means: 'a start that is in every prototype',
      text: { StartAt: 'toString', States: { A: { Type: 'Pass', End: true } } },
    },
    {
      means: 'a next that is in every prototype',
      text: { StartAt: 'A', States: { A: { Type: 'Pass', Next: '__proto__' } } },
    },
  ])('$means is refused, with a reason', ({ text }) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    for (const message of problems) expect(message).not.toMatch(/^$|undefined|\[object|Cannot read|is not a function/);
  });

  test.each([
    { means: 'a definition', text: `${'['.repeat(10_000)}${']'.repeat(10_000)}` },
    {
      means: 'a Result',
      text: `{"StartAt":"A","States":{"A":{"Type":"Pass","End":true,"Result":${'['.repeat(10_000)}${']'.repeat(10_000)}}}}`,
    },
    {
      means: 'rules of a Choice',
      text: `{"StartAt":"A","States":{"A":{"Type":"Choice","Default":"A","Choices":[{"Next":"A",${'"Not":{'.repeat(10_000)}"Variable":"$","IsNull":true${'}'.repeat(10_000)}}]}}}`,
    },
    { means: 'an object', text: nested(10_000) },
  ])('$means of 10,000 levels is refused', ({ text }) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(/nested/)]);
  });

  test.each<{ means: string; definition: StateMachine }>([
    { means: 'an intrinsic function', definition: pass({ Parameters: { 'x.$': deep('States.Array(', '1', ')') } }) },
    { means: 'a path', definition: pass({ InputPath: `$${deep('.a', '', '')}` }) },
    { means: 'a filter', definition: pass({ InputPath: deep('$.a[?(', '@.b', ')]') }) },
    { means: 'blocks of an expression', definition: expression(deep('(', '1', ')')) },
    { means: 'arrays of an expression', definition: expression(deep('[', '1', ']')) },
    { means: 'sums of an expression', definition: expression(deep('', '1', '+1')) },
    { means: 'functions of an expression', definition: expression(deep('function(){', '1', '}')) },
  ])('$means nested 20,000 times is refused', ({ definition }) => {
    const problems = problemsOf(definition);
    expect(problems.length).toBeGreaterThan(0);
    for (const message of problems) expect(message).not.toMatch(/call stack/);
  });

  test('a definition of 1 MiB runs, one byte more is refused', async () => {
    const sized = (bytes: number) => {
      const text = JSON.stringify(pass({ Comment: '' }));
      return text.replace('"Comment":""', `"Comment":"${'x'.repeat(bytes - text.length)}"`);
    };
    expect((await run(sized(1_048_576))).status).toBe('SUCCEEDED');
    expect(problemsOf(sized(1_048_577))).toEqual([expect.stringMatching(/1048577 bytes/)]);
  });

  test('ten thousand states in a row run', async () => {
    const states = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index): [string, State] => [
        `S${index}`,
        { Type: 'Pass', ...(index === 9999 ? { End: true } : { Next: `S${index + 1}` }) },
      ]),
    );
    expect((await run(machineOf(states))).billedTransitions).toBe(10_000);
  });

  test('an object that is changed afterwards changes nothing', async () => {
    const definition = pass({ Result: 'before' });
    const { execution } = start(definition);
    Object.assign(definition.States['P']!, { Result: 'after' });
    expect((await execution.result).output).toBe('before');
  });
});

describe('names that objects have of their own', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'then'];

  test.each(names)('%s is a key of data like any other', async (name) => {
    const input = JSON.parse(`{"${name}": {"polluted": true}, "other": 1}`) as Json;
    const { output } = await run(
      machineOf({
        Read: {
          Type: 'Pass',
          Parameters: { 'x.$': `$['${name}']`, [`${name}.$`]: '$.other' },
          ResultPath: `$['${name}']`,
          Next: 'Copy',
        },
        Copy: {
          Type: 'Pass',
          QueryLanguage: 'JSONata',
          Output: `{% $merge([$states.input, {"${name}2": $states.input.${name}.x}]) %}`,
          End: true,
        },
      }),
      input,
    );
    expect(JSON.stringify(output)).toBe(
      `{"${name}":{"x":{"polluted":true},"${name}":1},"other":1,"${name}2":{"polluted":true}}`.replace(
        /"x":\{"polluted":true\},"(\w+)":1/,
        (both, key: string) => (JSON.stringify(output).includes(both) ? both : `"${key}":1,"x":{"polluted":true}`),
      ),
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each(names)('%s that is not there is not there', async (name) => {
    const choice = machineOf({
      C: { Type: 'Choice', Choices: [{ Variable: `$.${name}`, IsPresent: true, Next: 'Yes' }], Default: 'No' },
      Yes: { Type: 'Pass', Result: 'present', End: true },
      No: { Type: 'Pass', Result: 'absent', End: true },
    });
    expect((await run(choice)).output).toBe('absent');
    expect((await run(pass({ InputPath: `$.${name}` }))).error).toBe('States.Runtime');
    expect((await run(expression(`$exists($states.input.${name})`))).output).toBe(false);
  });

  test.each(names)('%s is a state’s name like any other', async (name) => {
    const states = JSON.parse(`{"${name}": {"Type": "Pass", "Result": "here", "End": true}}`) as StateMachine['States'];
    const { output } = await run({ StartAt: name, States: states });
    expect(output).toBe('here');
  });

  test.each(names.filter((name) => name !== '__proto__'))('%s is a variable’s name like any other', async (name) => {
    const machine = machineOf({
      Set: { Type: 'Pass', Assign: { [name]: 'set' }, Next: 'Get' },
      Get: { Type: 'Pass', Parameters: { 'x.$': `$${name}` }, Next: 'Again' },
      Again: { Type: 'Pass', QueryLanguage: 'JSONata', Output: `{% [$states.input.x, $${name}] %}`, End: true },
    });
    expect((await run(machine)).output).toEqual(['set', 'set']);
    const unset = await run(expression(`$${name}`));
    expect(unset.error).toBe('States.QueryEvaluationError');
    expect((await run(pass({ Parameters: { 'x.$': `$${name}` } }))).error).toBe('States.Runtime');
  });

  test.each(names)('no handler is found under %s', async (name) => {
    const { error, cause } = await run(task({ Resource: lambda(name) }), {}, { tasks: {} });
    expect([error, cause]).toEqual(['States.Runtime', expect.stringContaining('No handler is registered')]);
  });

  test.each(names)('no machine and no test case is found under %s', (name) => {
    const interpreter = createInterpreter({
      machines: { machine: pass({}) },
      mocks: { StateMachines: {}, MockedResponses: {} },
    });
    expect(() => interpreter.start({ machine: name })).toThrow(`there is no state machine '${name}'`);
    expect(() => interpreter.start({ machine: 'machine', testCase: name })).toThrow(`there is no test case '${name}'`);
  });
});

describe('inputs', () => {
  test.each<{ means: string; input: unknown }>([
    { means: 'a cycle', input: cyclic() },
    { means: 'a BigInt', input: { big: 1n } },
    { means: 'a getter that throws', input: throwing() },
    { means: 'a function', input: () => 1 },
    { means: 'a symbol', input: Symbol('s') },
    { means: '10,000 levels', input: nested(10_000) },
  ])('$means is refused at the start, and nothing is started', ({ input }) => {
    const interpreter = createInterpreter({ machines: { machine: pass({}) } });
    expect(() => interpreter.start({ machine: 'machine', input: input as Json })).toThrow(/^the input is not JSON: /);
    expect(interpreter.executions()).toEqual([]);
  });

  test('what JSON does not have is written as JSON writes it', async () => {
    const input = { date: new Date(0), nothing: undefined, not: NaN, list: [undefined, Infinity], zero: -0 };
    const { output } = await run(pass({}), input);
    expect(output).toStrictEqual({ date: '1970-01-01T00:00:00.000Z', not: null, list: [null, null], zero: 0 });
  });

  test('an input that is changed after the start changes nothing', async () => {
    const input = { part: 'before' };
    const { execution } = start(
      machineOf({
        W: { Type: 'Wait', Seconds: 1, Next: 'P' },
        P: { Type: 'Pass', InputPath: '$$.Execution.Input', End: true },
      }),
      input,
    );
    input.part = 'after';
    expect((await execution.result).output).toEqual({ part: 'before' });
    expect(JSON.stringify(execution.history())).not.toContain('after');
  });

  test('262,144 bytes run, one byte more is refused', async () => {
    expect((await run(pass({}), 'é'.repeat(131_071))).status).toBe('SUCCEEDED');
    expect(() => start(pass({}), `${'é'.repeat(131_071)}a`)).toThrow('larger than 262,144 bytes');
  });

  test.each([1e308, -1e308, 5e-324, 2 ** 53 + 2, 1e21, 1e-7])(
    'the number %d passes states and expressions',
    async (number) => {
      expect((await run(pass({}), number)).output).toBe(number);
      expect((await run(expression('$states.input'), number)).output).toBe(number);
    },
  );

  test.each<{ means: string; state: State; error: string }>([
    { means: 'Wait Seconds of 1e308', state: { Type: 'Wait', SecondsPath: '$.n', End: true }, error: 'States.Runtime' },
    {
      means: 'TimeoutSeconds of 1e308',
      state: { Type: 'Task', Resource: lambda('work'), TimeoutSecondsPath: '$.n', End: true },
      error: 'States.Runtime',
    },
    {
      means: 'a range to 1e308',
      state: { Type: 'Pass', Parameters: { 'x.$': 'States.ArrayRange(0, $.n, 1)' }, End: true },
      error: 'States.Runtime',
    },
    {
      means: 'an expression’s range to 1e308',
      state: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% [0..$states.input.n] %}', End: true },
      error: 'States.QueryEvaluationError',
    },
    {
      means: 'MaxConcurrency of 1e308',
      state: {
        Type: 'Map',
        QueryLanguage: 'JSONata',
        Items: [],
        MaxConcurrency: '{% -$states.input.n %}',
        ItemProcessor: pass({}),
        End: true,
      },
      error: 'States.QueryEvaluationError',
    },
  ])('$means fails the state', async ({ state, error }) => {
    expect((await run(machineOf({ S: state }), { n: 1e308 })).error).toBe(error);
  });

  test('a wait until the year 9999 and the longest back-off end after a year, and their history can be read', async () => {
    const { execution } = start(machineOf({ W: { Type: 'Wait', Timestamp: '9999-12-31T23:59:59Z', End: true } }));
    expect((await execution.result).status).toBe('TIMED_OUT');
    const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 99_999_999, BackoffRate: 1e300, MaxAttempts: 4 }];
    const retried = start(task({ Retry: retry }), {}, { tasks: { work: () => Promise.reject(new Error('again')) } });
    expect((await retried.execution.result).status).toBe('TIMED_OUT');
    expect(retried.execution.history().at(-1)?.type).toBe('ExecutionTimedOut');
  });
});

function deep(open: string, leaf: string, close: string): string {
  return `${open.repeat(20_000)}${leaf}${close.repeat(20_000)}`;
}
