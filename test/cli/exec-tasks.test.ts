import { describe, expect, test, vi } from 'vitest';
import { exec, machine, lines, call } from './executed.ts';

describe('a module of tasks', () => {
  const files = { 'm.json': machine({ Add: call('add', { Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 4 }] }) }) };

  test.each([
    { what: 'a default export', module: 'export default { add: ({ a, b }) => a + b }' },
    { what: 'an export named tasks', module: 'export const tasks = { add: async ({ a, b }) => a + b }' },
    { what: 'a handler for all', module: "export const tasks = { '*': ({ a, b }) => a + b }" },
  ])('$what', async ({ module }) => {
    const argv = ['m.json', '--tasks', './tasks.mjs', '--input', '{"a":1,"b":2}', '--quiet'];
    const { code, stdout } = await exec({ ...files, 'tasks.mjs': module }, argv);
    expect({ code, stdout }).toEqual({ code: 0, stdout: ['3'] });
  });

  test('what a handler logs is no output', async () => {
    const logged = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const module = 'export default { add: ({ a, b }) => { console.log("adding"); return a + b } }';
    const argv = ['m.json', '--tasks', 'tasks.mjs', '--input', '{"a":1,"b":2}', '--quiet'];
    const { stdout } = await exec({ ...files, 'tasks.mjs': module }, argv);
    expect(stdout).toEqual(['3']);
    expect(logged.mock.calls.map(([text]) => text)).toContain('adding\n');
    logged.mockRestore();
  });

  test('handlers of CommonJS by name', async () => {
    const argv = ['m.json', '--tasks', 'tasks.cjs', '--input', '{"a":1,"b":2}', '--quiet'];
    const recorded = await exec({ ...files, 'tasks.cjs': 'exports.tasks = { add: ({ a, b }) => a + b }' }, argv);
    expect(recorded.stdout).toEqual(['3']);
  });

  test('handlers of CommonJS', async () => {
    const argv = ['m.json', '--tasks', 'tasks.cjs', '--input', '{"a":1,"b":2}', '--quiet'];
    const recorded = await exec({ ...files, 'tasks.cjs': 'module.exports = { add: ({ a, b }) => a + b }' }, argv);
    expect(recorded.stdout).toEqual(['3']);
  });

  test.each([
    {
      what: 'throws',
      module: 'throw new RangeError("no")',
      says: /^avesa: tasks\.mjs(:\d+)?: the module does not load: RangeError: no$/,
    },
    { what: 'throws a text', module: 'throw "no"', says: /^avesa: tasks\.mjs: the module does not load: no$/ },
    {
      what: 'is no JavaScript',
      module: 'export default {',
      says: /^avesa: tasks\.mjs(:\d+)?: the module does not load: /,
    },
    {
      what: 'imports what is not there',
      module: 'import "./none.mjs"',
      says: /^avesa: tasks\.mjs(:\d+)?: the module does not load: .*none\.mjs/,
    },
    { what: 'exports nothing', module: '', says: /^avesa: 'tasks\.mjs' exports no handlers: / },
    { what: 'exports a function', module: 'export default () => 1', says: /exports no handlers/ },
    {
      what: 'exports what is no function',
      module: 'export default { add: 1 }',
      says: /^avesa: 'tasks\.mjs': the handler 'add' is not a function$/,
    },
  ])('one that $what is refused in one line', async ({ module, says }) => {
    const { code, stdout, stderr } = await exec({ ...files, 'tasks.mjs': module }, ['m.json', '--tasks', 'tasks.mjs']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
    expect(stderr).toEqual([expect.stringMatching(says)]);
  });

  test.each([
    { argv: ['--tasks', 'none.mjs'], says: "avesa: there is no file 'none.mjs'" },
    { argv: ['--tasks', '.'], says: "avesa: '.' is not a file: name a module" },
  ])('$says', async ({ argv, says }) => {
    expect((await exec(files, ['m.json', ...argv])).stderr).toEqual([says]);
  });

  test('a missing handler ends the run with a cause that says what to do', async () => {
    const { code, stderr } = await exec(files, ['m.json', '--quiet']);
    expect(code).toBe(1);
    expect(stderr.slice(1)).toEqual([
      'error: States.Runtime',
      expect.stringMatching(/^cause: No handler is registered for .*function:add.*'Add'/),
      '--tasks names a module of handlers, --mock a file of answers',
    ]);
  });

  test.each([
    { what: 'a rejected promise', lost: 'Promise.reject(new Error("lost"))' },
    { what: 'a timer’s error', lost: 'setImmediate(() => { throw new Error("lost") })' },
  ])('$what that no handler waits for is told', async ({ lost }) => {
    const later = 'new Promise((done) => setTimeout(done, 1, 7))';
    const module = `export default { add: () => { ${lost}; return ${later} } }`;
    const argv = ['m.json', '--tasks', 'tasks.mjs', '--quiet'];
    expect(await exec({ ...files, 'tasks.mjs': module }, argv)).toEqual({
      code: 0,
      stdout: ['7'],
      stderr: ['tasks.mjs: an error that no handler waits for: Error: lost'],
    });
  });
});

describe('a mock configuration', () => {
  const mocks = {
    StateMachines: {
      m: {
        TestCases: {
          Good: { Add: 'Three' },
          Busy: { Add: 'BusyOnce' },
        },
      },
      other: { TestCases: { Only: { Add: 'Three' } } },
    },
    MockedResponses: {
      Three: { '0': { Return: 3 } },
      BusyOnce: { '0': { Throw: { Error: 'Busy', Cause: 'later' } }, '1': { Return: 4 } },
    },
  };
  const files = {
    'm.asl.json': machine({ Add: call('add', { Retry: [{ ErrorEquals: ['Busy'] }] }) }),
    'mocks.json': mocks,
  };
  const mocked = (...argv: string[]) => exec(files, ['m.asl.json', '--mock', 'mocks.json', '--quiet', ...argv]);

  test.each([
    { argv: ['--test-case', 'Good'], stdout: ['3'] },
    { argv: ['--test-case', 'Busy'], stdout: ['4'] },
    { argv: ['--machine-name', 'other'], stdout: ['3'] },
  ])('$argv gives $stdout', async ({ argv, stdout }) => {
    expect(await mocked(...argv)).toEqual({ code: 0, stdout, stderr: [] });
  });

  test('--all-test-cases runs each of them', async () => {
    const recorded = await mocked('--all-test-cases');
    expect(recorded.code).toBe(0);
    expect(lines(recorded)).toMatchObject([
      { testCase: 'Good', output: 3, billedTransitions: 1 },
      { testCase: 'Busy', output: 4, billedTransitions: 2 },
    ]);
  });

  test.each([
    { argv: [], says: "choose a test case by --test-case, or run them by --all-test-cases: 'Good', 'Busy'" },
    { argv: ['--test-case', 'Goood'], says: "there is no test case 'Goood'; did you mean 'Good'?" },
    {
      argv: ['--machine-name', 'elsewhere'],
      says: "'mocks.json' has no state machine 'elsewhere'; there are 'm', 'other' (--machine-name names it)",
    },
  ])('$argv: $says', async ({ argv, says }) => {
    expect(await mocked(...argv)).toEqual({ code: 1, stdout: [], stderr: [`avesa: ${says}`] });
  });

  test.each([
    { what: 'no JSON', content: '{"StateMachines":\n x}', says: 'mocks.json:2:2: Unrecognized token' },
    { what: 'the wrong form', content: '{"StateMachines":[]}', says: 'mocks.json: /StateMachines: ' },
    {
      what: 'an unknown response',
      content: { ...mocks, MockedResponses: {} },
      says: "there is no mocked response 'Three'",
    },
  ])('$what is refused with its place', async ({ content, says }) => {
    const { code, stderr } = await exec({ ...files, 'mocks.json': content }, ['m.asl.json', '--mock', 'mocks.json']);
    expect(code).toBe(1);
    expect(stderr.every((line) => line.startsWith('avesa: mocks.json'))).toBe(true);
    expect(stderr.join('\n')).toContain(says);
  });
});
