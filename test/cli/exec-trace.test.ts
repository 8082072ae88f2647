import { describe, expect, test } from 'vitest';
import { exec, machine, json, waiting, call, type Files, fixed } from './executed.ts';

describe('the trace', () => {
  const traced = async (files: Files, argv: string[]): Promise<string[]> =>
    (await exec(files, [...argv, ...fixed])).stderr;

  test('has a line for what happens, with engine time, retries, waits and what was caught', async () => {
    const states = machine({
      Fetch: call('fetch', {
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 5, MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Pause' }],
      }),
      Pause: { Type: 'Wait', Seconds: 3600, End: true },
    });
    const module = 'export default { fetch() { throw Object.assign(new Error("x"), { name: "Busy" }) } }';
    const stderr = await traced({ 'm.json': states, 'tasks.mjs': module }, [
      'm.json',
      '--tasks',
      'tasks.mjs',
      '--name',
      'one',
    ]);
    const failure = 'Busy: {"errorType":"Busy","errorMessage":"x","trace":["Busy: x"]}';
    const called = 'calls arn:aws:lambda:us-east-1:123456789012:function:fetch with {}';
    expect(stderr.slice(0, -1)).toEqual([
      '0:00:00.000  m: started with {}',
      '0:00:00.000  Fetch (Task)',
      `0:00:00.000  Fetch: ${called}`,
      `0:00:00.000  Fetch: failed: ${failure}`,
      `0:00:05.000  Fetch: retry 1 after 5.0 s: ${called}`,
      `0:00:05.000  Fetch: failed: ${failure}`,
      expect.stringMatching(/^0:00:05\.000 {2}Fetch: caught, gives \{"Error":"Busy"/),
      '0:00:05.000  Pause (Wait): waits 1 h 00 min',
      '1:00:05.000  Pause: waited 1 h 00 min',
    ]);
    expect(stderr.at(-1)).toBe('execution one: succeeded after 1 h 00 min, 3 state transitions');
  });

  test('is indented by branch and iteration, nested ones too', async () => {
    const branch = (name: string, state: object) => machine({ [name]: { ...state, End: true } });
    const states = machine({
      Each: {
        Type: 'Map',
        ItemProcessor: machine({
          Two: {
            Type: 'Parallel',
            Branches: [branch('A', { Type: 'Pass' }), branch('B', { Type: 'Wait', Seconds: 1 })],
            End: true,
          },
        }),
        Next: 'Last',
      },
      Last: { Type: 'Pass', End: true },
    });
    const stderr = await traced({ 'm.json': states }, ['m.json', '--input', '[7,8]']);
    expect(
      stderr.map((line) => line.replace(/^\S+ {2}/, '')).filter((line) => /\((Map|Parallel|Pass|Wait)\)/.test(line)),
    ).toEqual([
      'Each (Map)',
      '  [0] Two (Parallel)',
      '  [1] Two (Parallel)',
      '    [0](1) A (Pass)',
      '    [0](2) B (Wait): waits 1.0 s',
      '    [1](1) A (Pass)',
      '    [1](2) B (Wait): waits 1.0 s',
      'Last (Pass)',
    ]);
    expect(stderr).toContain('0:00:01.000    [1] Two: gives [8,8]');
    expect(stderr).toContain('0:00:01.000  Each: gives [[7,7],[8,8]]');
  });

  test('has the executions that it starts', async () => {
    const parent = machine({
      Nest: {
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution.sync:2',
        Parameters: { StateMachineArn: 'child', Input: { x: 1 } },
        OutputPath: '$.Output',
        End: true,
      },
    });
    const recorded = await exec({ 'p.json': parent, 'c.json': waiting }, [
      'p.json',
      '--machine',
      'child=c.json',
      ...fixed,
    ]);
    expect(json(recorded)).toEqual({ x: 1 });
    const at = (text: string) => recorded.stderr.findIndex((line) => line.includes(text));
    const order = [
      'Nest: submitted',
      '  child: started with {"x":1}',
      '  Pause (Wait)',
      '  child: gives {"x":1}',
      'Nest: gave',
    ];
    expect(order.map(at)).not.toContain(-1);
    expect(order.map(at)).toEqual(order.map(at).sort((a, b) => a - b));
  });

  test('has the children of a distributed Map before its end', async () => {
    const states = machine({
      Each: {
        Type: 'Map',
        ItemProcessor: machine(
          { D: { Type: 'Pass', End: true } },
          { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
        ),
        End: true,
      },
    });
    const stderr = await traced({ 'm.json': states }, ['m.json', '--input', '["a"]']);
    expect(stderr.map((line) => line.replace(/^\S+ {2}/, '')).slice(1, -1)).toEqual([
      'Each (Map)',
      'Each: 1 item',
      'Each: map run started',
      '  [0] started with "a"',
      '  [0] D (Pass)',
      '  [0] D: gives "a"',
      '  [0] gives "a"',
      'Each: gives ["a"]',
    ]);
  });

  test('has what several iterations start below each of them', async () => {
    const nest = call('', {
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: { StateMachineArn: 'child', 'Input.$': '$' },
    });
    const each = { Type: 'Map', ItemProcessor: machine({ Nest: nest }), End: true };
    const files = { 'm.json': machine({ Each: each }), 'child.json': machine({ C: { Type: 'Pass', End: true } }) };
    const stderr = await traced(files, ['m.json', '--machine', 'child=child.json', '--input', '[1,2]']);
    const told = stderr.map((line) => line.replace(/^\S+ {2}/, ''));
    expect(told).toEqual(expect.arrayContaining(['    [0] child: gives 1', '    [1] child: gives 2']));
  });

  test('has the children of each run of a distributed Map below that run', async () => {
    const inner = {
      Type: 'Map',
      ItemProcessor: machine(
        { D: { Type: 'Pass', End: true } },
        { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
      ),
      End: true,
    };
    const files = { 'm.json': machine({ Each: { Type: 'Map', ItemProcessor: machine({ Inner: inner }), End: true } }) };
    const stderr = await traced(files, ['m.json', '--input', '[["a","b"],["c"]]']);
    const told = stderr.map((line) => line.replace(/^\S+ {2}/, ''));
    expect(told.filter((line) => /^ *\[\d\]\[\d\] gives/.test(line)).sort()).toEqual([
      '    [0][0] gives "a"',
      '    [0][1] gives "b"',
      '    [1][0] gives "c"',
    ]);
  });
});
