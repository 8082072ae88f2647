import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exec, machine, json, lines, echo, waiting, failing, choosing, fixed } from './executed.ts';
import { avesa } from './recorded.ts';

describe('input and output', () => {
  test.each([
    { argv: [], output: {} },
    { argv: ['--input', '{"a":[1,null]}'], output: { a: [1, null] } },
    { argv: ['--input', '"text"'], output: 'text' },
    { argv: ['--input', '@in.json'], output: { from: 'file' } },
    { argv: ['--input', '-'], output: { from: 'stdin' } },
    { argv: ['--input', '@-'], output: { from: 'stdin' } },
    {
      argv: ['--input', '{"__proto__":{"a":1},"constructor":2}'],
      output: JSON.parse('{"__proto__":{"a":1},"constructor":2}') as object,
    },
  ])('$argv gives $output', async ({ argv, output }) => {
    const files = { 'echo.asl.json': echo, 'in.json': { from: 'file' } };
    const recorded = await exec(files, ['echo.asl.json', ...argv, '--quiet'], { stdin: '{"from":"stdin"}' });
    expect({ code: recorded.code, output: json(recorded), stderr: recorded.stderr }).toEqual({
      code: 0,
      output,
      stderr: [],
    });
  });

  test('the definition comes from standard input too', async () => {
    const recorded = await exec({}, ['-', '--json', '--quiet'], { stdin: JSON.stringify(echo) });
    expect(json(recorded)).toMatchObject({
      status: 'SUCCEEDED',
      stateMachineArn: expect.stringMatching(/:StateMachine$/) as string,
    });
  });

  test('what failed says so in clear lines, and prints no output', async () => {
    expect(await exec({ 'f.json': failing }, ['f.json', '--quiet', '--name', 'one'])).toEqual({
      code: 1,
      stdout: [],
      stderr: ['execution one: failed after 0.0 s, 1 state transition', 'error: Broken', 'cause: it broke'],
    });
  });

  test('--json is what DescribeExecution has, in virtual time', async () => {
    const recorded = await exec({ 'w.json': waiting }, ['w.json', '--json', '--quiet', '--name', 'one', ...fixed]);
    expect(json(recorded)).toEqual({
      executionArn: 'arn:aws:states:us-east-1:123456789012:execution:w:one',
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:w',
      name: 'one',
      status: 'SUCCEEDED',
      startDate: '2026-01-01T00:00:00.000Z',
      stopDate: '2026-01-01T00:01:30.000Z',
      input: {},
      output: {},
      billedTransitions: 2,
    });
    expect(json(await exec({ 'f.json': failing }, ['f.json', '--json', '--quiet']))).toMatchObject({
      status: 'FAILED',
      error: 'Broken',
      cause: 'it\nbroke',
    });
  });

  test('--history prints the events as the AWS CLI does', async () => {
    const recorded = await exec({ 'f.json': failing }, ['f.json', '--history', ...fixed]);
    expect(recorded.code).toBe(1);
    expect(json(recorded)).toMatchObject({
      events: [
        { id: 1, type: 'ExecutionStarted', previousEventId: 0, timestamp: '2026-01-01T00:00:00.000Z' },
        { id: 2, type: 'FailStateEntered', stateEnteredEventDetails: { name: 'Stop' } },
        { id: 3, type: 'ExecutionFailed', executionFailedEventDetails: { error: 'Broken', cause: 'it\nbroke' } },
      ],
    });
    const both = await exec({ 'f.json': failing }, ['f.json', '--history', '--json']);
    expect(json(both)).toMatchObject({ status: 'FAILED', events: [{}, {}, {}] });
  });

  test('the same seed and start time give the same history', async () => {
    const run = () => exec({ 'w.json': waiting }, ['w.json', '--history', '--json', ...fixed]);
    expect((await run()).stdout).toEqual((await run()).stdout);
  });
});

describe('several runs', () => {
  const files = { 'c.json': choosing };

  test('a line of JSON each, and coverage over all of them', async () => {
    const argv = ['c.json', '--input', '{"ok":true}', '--input', '{"ok":false}', '--input', '{"ok":true}'];
    const recorded = await exec(files, [...argv, '--json', '--coverage', '--quiet']);
    expect(recorded.code).toBe(1);
    expect(lines(recorded)).toMatchObject([
      { status: 'SUCCEEDED', input: { ok: true } },
      { status: 'FAILED', error: 'NotOk' },
      { status: 'SUCCEEDED' },
      {
        coverage: [
          {
            machine: 'c',
            states: [
              { name: 'Which', entered: 3 },
              { name: 'Good', entered: 2 },
              { name: 'Bad', entered: 1 },
            ],
          },
        ],
      },
    ]);
    const { stdout, stderr } = await exec(files, [...argv, '--quiet']);
    expect(stdout).toHaveLength(3);
    expect(stderr).toEqual([expect.stringMatching(/^input 2: failed /), 'error: NotOk']);
  });

  test('coverage of one run is a table, or in its object', async () => {
    const argv = ['c.json', '--input', '{"ok":true}', '--coverage', '--quiet'];
    expect((await exec(files, argv)).stderr).toEqual([
      'state machine  state  entered',
      'c              Which        1',
      'c              Good         1',
      'c              Bad      never',
      '2 of 3 states entered',
    ]);
    expect(json(await exec(files, [...argv, '--json']))).toMatchObject({
      status: 'SUCCEEDED',
      coverage: [{ machine: 'c' }],
    });
  });
});

test('--s3 reads and writes below its folder', async () => {
  const states = machine(
    {
      Each: {
        Type: 'Map',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'JSON' },
          Arguments: { Bucket: 'in', Key: 'a/items.json' },
        },
        ItemProcessor: machine(
          { D: { Type: 'Pass', End: true } },
          { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
        ),
        ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'out', Prefix: 'done' } },
        End: true,
      },
    },
    { QueryLanguage: 'JSONata' },
  );
  let manifest: unknown;
  const recorded = await exec(
    { 'm.json': states, 's3/in/a/items.json': [1, 2], 's3/out/other': '' },
    ['m.json', '--s3', 's3', '--quiet'],
    {
      look: async (folder) => {
        const { stdout } = await avesa(['exec', 'm.json', '--s3', 's3', '--quiet'], { cwd: folder });
        const { Key: key } = (JSON.parse(stdout.join('')) as { ResultWriterDetails: { Key: string } })
          .ResultWriterDetails;
        manifest = JSON.parse(await readFile(join(folder, 's3/out', key), 'utf8'));
      },
    },
  );
  expect(recorded.code).toBe(0);
  expect(manifest).toMatchObject({ DestinationBucket: 'out', ResultFiles: { SUCCEEDED: [{}] } });
});

describe('Ctrl-C', () => {
  test('stops the execution, in real time too', async () => {
    const controller = new AbortController();
    const recorded = await exec({ 'w.json': waiting }, ['w.json', '--real-time', '--json', '--name', 'one'], {
      signal: controller.signal,
      onStderr: (line) => {
        if (line.includes('Pause (Wait)')) controller.abort();
      },
    });
    expect(recorded.code).toBe(1);
    expect(json(recorded)).toMatchObject({ status: 'ABORTED' });
    expect(recorded.stderr.at(-1)).toMatch(/^execution one: stopped after /);
  });

  test('runs nothing more', async () => {
    const controller = new AbortController();
    const recorded = await exec({ 'w.json': waiting }, ['w.json', '--real-time', '--input', '1', '--input', '2'], {
      signal: controller.signal,
      onStderr: (line) => {
        if (line.includes('Pause (Wait)')) controller.abort();
      },
    });
    expect({ code: recorded.code, runs: recorded.stdout.length, last: recorded.stderr.at(-1) }).toEqual({
      code: 1,
      runs: 1,
      last: 'avesa: stopped',
    });
  });
});

describe('bad input', () => {
  const files = {
    'e.json': echo,
    'bad.json': '{"StartAt":"A",\n"States":{"A":{"Type":"Wait","Seconds":"1","End":true}}}',
    'text.txt': '{"a":\n1,}',
  };

  test('a definition that AWS would refuse is not run', async () => {
    const { code, stdout, stderr } = await exec(files, ['bad.json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
    expect(stderr[0]).toMatch(/^bad\.json:2:\d+ - error SCHEMA_VALIDATION_FAILED: /);
    expect(stderr.at(-1)).toBe('1 error: nothing was run');
    const further = await exec(files, ['e.json', '--machine', 'b=bad.json', '--quiet']);
    expect({ code: further.code, lines: further.stderr.length }).toEqual({ code: 1, lines: 2 });
  });

  test.each([
    { argv: ['none.json'], says: "there is no file 'none.json'" },
    { argv: ['e.json', '--input', '@none.json'], says: "there is no file 'none.json'" },
    { argv: ['e.json', '--input', ''], says: '--input:1:1: Unexpected end-of-input' },
    { argv: ['e.json', '--input', '{a:1}'], says: '--input:1:2: Unexpected character' },
    { argv: ['e.json', '--input', '@text.txt'], says: 'text.txt:2:3: Unexpected character' },
    { argv: ['e.json', '--input', '-'], says: 'standard input:1:1: Unexpected end-of-input' },
    { argv: ['e.json', '--input', '['.repeat(100_000) + ']'.repeat(100_000)], says: '--input: is nested too deeply' },
    { argv: ['e.json', '--input', `"${'x'.repeat(300_000)}"`], says: 'the input is larger than 262,144 bytes' },
    { argv: ['e.json', '--mock', 'none.json'], says: "there is no file 'none.json'" },
    { argv: ['e.json', '--machine', 'x=none.json'], says: "there is no file 'none.json'" },
    { argv: ['e.json', '--machine', 'e=e.json'], says: "there are two state machines named 'e'" },
    { argv: ['e.json', '--s3', 'none'], says: "--s3: there is no folder 'none'" },
    { argv: ['e.json', '--s3', 'e.json'], says: "--s3: there is no folder 'e.json'" },
  ])('$says', async ({ argv, says }) => {
    const { code, stdout, stderr } = await exec(files, argv);
    expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
    expect(stderr).toEqual([expect.stringContaining(`avesa: ${says}`)]);
  });

  test.each([
    { argv: [], says: "missing required argument 'definition'" },
    { argv: ['e.json', 'f.json'], says: 'too many arguments' },
    { argv: ['-', '--input', '-'], says: 'standard input can be read once' },
    { argv: ['e.json', '--test-case', 'x'], says: '--test-case needs --mock' },
    { argv: ['e.json', '--all-test-cases'], says: '--all-test-cases needs --mock' },
    { argv: ['e.json', '--mock', 'm', '--test-case', 'x', '--all-test-cases'], says: 'leave one of them out' },
    {
      argv: ['e.json', '--real-time', '--start-time', '2026-01-01T00:00:00Z'],
      says: '--start-time is for virtual time',
    },
    { argv: ['e.json', '--start-time', 'yesterday'], says: '--start-time takes an instant such as' },
    { argv: ['e.json', '--name', 'a b'], says: 'a name may not hold blanks' },
    { argv: ['e.json', '--name', 'x'.repeat(81)], says: 'a name has at most 80 characters' },
    { argv: ['e.json', '--machine-name', 'a/b'], says: "a name may not hold '/'" },
    { argv: ['e.json', '--machine', 'e.json'], says: '--machine takes NAME=FILE' },
    { argv: ['e.json', '--name', 'x', '--input', '1', '--input', '2'], says: '--name is for a single run' },
  ])('$argv is wrong usage: $says', async ({ argv, says }) => {
    const { code, stdout, stderr } = await exec(files, argv);
    expect({ code, stdout }).toEqual({ code: 64, stdout: [] });
    expect(stderr).toEqual([expect.stringContaining(says)]);
  });
});
