import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { avesa, inFolder, type Recorded } from './recorded.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const good = `import { proxyActivities } from '@temporalio/workflow';

const { greet } = proxyActivities<{ greet(name: string): Promise<string> }>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

export async function hello({ name }: { name: string }): Promise<string> {
  return await greet(name);
}
`;
const refused = good.replace('return await greet(name);', 'return await greet(Math.random().toString());');

/** Runs a command line in a project of its own. */
const inProject = <T>(files: Record<string, string>, run: (folder: string) => Promise<T>): Promise<T> =>
  inFolder(async (folder) => {
    const compilerOptions = { strict: true, module: 'NodeNext', target: 'ES2022', types: [], skipLibCheck: true };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const [name, content] of Object.entries(files)) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    return run(folder);
  });

const transpile = (files: Record<string, string>, ...argv: string[]): Promise<Recorded> =>
  inProject(files, (cwd) => avesa(['transpile', ...argv], { cwd }));

describe('transpile', () => {
  test('writes the definition and the source map, and tells their names', async () => {
    await inProject({ 'a.ts': good }, async (cwd) => {
      const { code, stdout, stderr } = await avesa(['transpile', 'a.ts', '--out', 'out'], { cwd });
      expect({ code, stdout, stderr }).toEqual({
        code: 0,
        stdout: ['out/hello.asl.json', 'out/hello.map.json'],
        stderr: ['1 state machine'],
      });
      expect(JSON.parse(await readFile(join(cwd, 'out/hello.asl.json'), 'utf8'))).toMatchObject({
        StartAt: 'Greet',
        States: { Greet: { Arguments: { FunctionName: '${greet}' }, End: true } },
      });
      expect(JSON.parse(await readFile(join(cwd, 'out/hello.map.json'), 'utf8'))).toEqual({
        Greet: { file: 'a.ts', line: 9, column: 16 },
      });
      expect(await avesa(['transpile', 'a.ts', '--out', 'out', '--check'], { cwd })).toMatchObject({
        code: 0,
        stdout: [],
      });
    });
  });

  test('--check writes nothing, and says what is missing or stale', async () => {
    await inProject({ 'a.ts': good, 'out/hello.asl.json': '{}' }, async (cwd) => {
      const { code, stderr } = await avesa(['transpile', 'a.ts', '--out', 'out', '--check'], { cwd });
      expect(code).toBe(1);
      expect(stderr.join('\n')).toContain('out/hello.asl.json is stale');
      expect(stderr.join('\n')).toContain('out/hello.map.json is missing');
      expect(await readdir(join(cwd, 'out'))).toEqual(['hello.asl.json']);
    });
  });

  test('an error has its place, its line and what to do; nothing is written', async () => {
    await inProject({ 'a.ts': refused }, async (cwd) => {
      const { code, stdout, stderr } = await avesa(['transpile', 'a.ts'], { cwd });
      expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
      const text = stderr.join('\n');
      expect(text).toContain("a.ts:9:22 - error ASL2018: 'Math.random' cannot be called here");
      expect(text).toMatch(/return await greet\(Math\.random.*\n +~{11}/);
      expect(text).toContain('1 error: nothing was written');
      expect((await readdir(cwd)).filter((name) => name.includes('.asl.') || name.includes('.map.'))).toEqual([]);
    });
  });

  test('--json is one object with what was found', async () => {
    const { code, stdout } = await transpile({ 'a.ts': refused }, 'a.ts', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout.join('\n'))).toMatchObject({
      diagnostics: [{ code: 'ASL2018', file: 'a.ts', line: 9, column: 22, length: 11 }],
      files: [],
    });
  });

  test.each([
    { what: 'no file', files: {}, says: "ASL1001: 'a.ts' does not exist" },
    { what: 'a syntax error', files: { 'a.ts': 'export async function (' }, says: 'ASL1003: ' },
    {
      what: 'a type error',
      files: { 'a.ts': good.replace('greet(name)', 'greet(5)') },
      says: "ASL1003: Argument of type 'number'",
    },
    { what: 'no workflow', files: { 'a.ts': 'export const a = 1;\n' }, says: 'ASL1004: ' },
    {
      what: 'two parameters',
      files: { 'a.ts': 'export async function f(a: number, b: number) {\n  return await Promise.resolve(a + b);\n}\n' },
      says: 'ASL1005: ',
    },
  ])('refuses $what with a place and exit code 1', async ({ files, says }) => {
    const { code, stdout, stderr } = await transpile(files, 'a.ts');
    expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
    expect(stderr.join('\n')).toMatch(/^a\.ts:\d+:\d+ - error /m);
    expect(stderr.join('\n')).toContain(says);
  });

  test('functions of activities come from a file, which is checked', async () => {
    const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:greet';
    await inProject(
      { 'a.ts': good, 'f.yaml': `greet: ${arn}\n`, 'wrong.yaml': `gret: ${arn}\n`, 'bad.yaml': 'greet: 5\n' },
      async (cwd) => {
        expect((await avesa(['transpile', 'a.ts', '--functions', 'f.yaml'], { cwd })).code).toBe(0);
        expect(await readFile(join(cwd, 'hello.asl.json'), 'utf8')).toContain(`"FunctionName": "${arn}"`);
        const unknown = await avesa(['transpile', 'a.ts', '--functions', 'wrong.yaml'], { cwd });
        expect(unknown).toMatchObject({ code: 1, stderr: [expect.stringContaining("did you mean 'greet'")] });
        expect((await avesa(['transpile', 'a.ts', '--functions', 'bad.yaml'], { cwd })).code).toBe(1);
      },
    );
  });
});

describe('explain', () => {
  test('tells of one finding, or of all', async () => {
    const one = await avesa(['explain', 'asl2103']);
    expect(one.code).toBe(0);
    expect(one.stdout.join('\n')).toContain('has no retry.maximumAttempts');
    expect((await avesa(['explain'])).stdout.length).toBeGreaterThan(50);
    expect(await avesa(['explain', 'ASL9999'])).toMatchObject({ code: 1, stdout: [] });
  });
});

describe('graph', () => {
  test('draws a workflow, and a definition', async () => {
    await inProject({ 'a.ts': good }, async (cwd) => {
      const { code, stdout } = await avesa(['graph', 'a.ts'], { cwd });
      expect(code).toBe(0);
      expect(stdout.join('\n').split('\n')).toEqual([
        'flowchart TD',
        '  s_Greet["Greet"]',
        '  s_Greet_start(( )) --> s_Greet',
        '  %% 7 of 25,000 events at least',
      ]);
    });
    const tables = await avesa(['graph', 'workflows/index.ts', '--workflow', 'tenantProcessor'], { cwd: root });
    expect(tables.stdout.join('\n')).toContain(
      '%% ParallelTableProcessing (Map): 8 events an iteration, 3,123 fit, 4 at once',
    );
    const { stdout } = await avesa(['graph', 'asl/definitions/tableProcessor.asl.json'], { cwd: root });
    expect(stdout.join('\n')).toContain('subgraph s_ProcessChunks["ProcessChunks (Map)"]');
    expect(stdout.join('\n')).toContain('s_ProcessChunk -.->|"States.ALL"| s_ChunkProcessingFailed');
  });
});
