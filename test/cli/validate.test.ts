import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { avesa, inFolder, type Recorded } from './recorded.ts';

const good = '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}';
const bad = '{\n  "StartAt": "A",\n  "States": {\n    "A": { "Type": "Wait", "Seconds": "1", "End": true }\n  }\n}';

/** Runs a command line in a folder that holds these files. */
const withFiles = (files: Record<string, string | Buffer>, argv: string[], stdin?: string): Promise<Recorded> =>
  inFolder(async (folder) => {
    await mkdir(join(folder, 'folder'));
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    return avesa(['validate', ...argv], { cwd: folder, ...(stdin === undefined ? {} : { stdin }) });
  });

describe('validate', () => {
  test('says nothing on stdout of what is right', async () => {
    expect(await withFiles({ 'a.json': good }, ['a.json'])).toEqual({
      code: 0,
      stdout: [],
      stderr: ['no problems in 1 definition'],
    });
  });

  test('prints a line with the place of each problem of each file', async () => {
    const { code, stdout, stderr } = await withFiles({ 'a.json': good, 'b.json': bad }, ['a.json', 'b.json', '-'], bad);
    expect(code).toBe(1);
    expect(stdout.map((line) => line.split(': ')[0])).toEqual([
      'b.json:4:28 - error SCHEMA_VALIDATION_FAILED',
      'standard input:4:28 - error SCHEMA_VALIDATION_FAILED',
    ]);
    expect(stderr).toEqual(['2 errors in 3 definitions']);
  });

  test('--json is an array with the file of each problem', async () => {
    const { code, stdout } = await withFiles({ 'a.json': good, 'b.json': bad }, ['a.json', 'b.json', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout.join('\n'))).toMatchObject([
      { file: 'b.json', severity: 'error', code: 'SCHEMA_VALIDATION_FAILED', line: 4, column: 28 },
    ]);
    expect((await withFiles({ 'a.json': good }, ['a.json', '--json'])).stdout).toEqual(['[]']);
  });

  test.each([
    { what: 'nothing', text: '', says: 'b.json:1:1 - error SCHEMA_VALIDATION_FAILED: ' },
    { what: 'no object', text: '[]', says: 'b.json:1:1 - error SCHEMA_VALIDATION_FAILED: ' },
    {
      what: 'half a text',
      text: '{"StartAt":\n',
      says: 'b.json:2:1 - error INVALID_JSON_DESCRIPTION: Unexpected end-',
    },
    { what: 'a comment', text: '{\n // x\n}', says: 'b.json:2:2 - error INVALID_JSON_DESCRIPTION: ' },
    {
      what: 'a name twice',
      text: '{"a":1,\n"a":2}',
      says: "b.json:2:1 - error INVALID_JSON_DESCRIPTION: Duplicate field 'a'",
    },
    { what: 'deep nesting', text: '['.repeat(20_000) + ']'.repeat(20_000), says: 'error TOO_DEEPLY_NESTED' },
    { what: 'a terminal’s codes', text: '{"\\u001b[2J":1,"StartAt":"A","States":{}}', says: '\\u{1b}[2J' },
  ])('$what is a problem, in one line', async ({ text, says }) => {
    const { code, stdout } = await withFiles({ 'b.json': text }, ['b.json']);
    expect(code).toBe(1);
    expect(stdout.find((line) => line.includes(says))).toBeDefined();
    expect(stdout.every((line) => line.startsWith('b.json'))).toBe(true);
  });

  test('what cannot be read keeps nothing else from being checked', async () => {
    const files = { 'b.json': bad, 'latin1.json': Buffer.from([0x22, 0xe4, 0x22]) };
    const { code, stdout, stderr } = await withFiles(files, ['none.json', 'b.json', 'folder', 'latin1.json']);
    expect({ code, lines: stdout.length }).toEqual({ code: 1, lines: 1 });
    expect(stderr).toEqual([
      '1 error in 1 definition',
      "avesa: there is no file 'none.json'",
      "avesa: 'folder' is a folder: name the files in it",
      "avesa: 'latin1.json' is not UTF-8 text",
    ]);
  });

  test.each([
    { argv: [], says: "missing required argument 'definition'" },
    { argv: ['-', '-'], says: 'standard input can be read once' },
    { argv: ['a.json', '--jsno'], says: '(Did you mean --json?)' },
  ])('$argv is wrong usage', async ({ argv, says }) => {
    const { code, stderr } = await withFiles({}, argv);
    expect(code).toBe(64);
    expect(stderr).toEqual([expect.stringContaining(says)]);
  });
});
