import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../../asl/compiler/compile.ts';
import { avesa } from '../../asl/eslint.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avesa-eslint-'));
  await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { strict: true, module: 'nodenext', target: 'es2022', types: [] } }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const preamble = `import { proxyActivities, sleep } from '@temporalio/workflow';

const { ship } = proxyActivities<{ ship(id: string): Promise<string> }>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});
`;
const right = `${preamble}
export async function order(input: { id: string }): Promise<string> {
  await sleep('1 second');
  return await ship(input.id);
}
`;
const wrong = `${preamble}
export async function order(input: { id: string }): Promise<string> {
  const later = ship(input.id);
  await sleep(500);
  return later;
}
`;

const lint = async (text: string, rules: Linter.RulesRecord = {}, name = 'order.ts'): Promise<string[]> => {
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser }, ...avesa.configs.recommended },
      { files: ['**/*.ts'], rules },
    ],
  });
  const [result] = await eslint.lintText(text, { filePath: join(folder, name) });
  return result!.messages.map(
    ({ ruleId, severity, line, column, endLine, endColumn, message }) =>
      `${line}:${column}-${endLine ?? 0}:${endColumn ?? 0} ${severity} ${ruleId ?? ''} ${message.slice(0, 8)}`,
  );
};

describe('the ESLint rules', () => {
  test('say nothing of what can be compiled', async () => {
    await writeFile(join(folder, 'order.ts'), wrong);
    expect(await lint(right)).toEqual([]);
  });

  test('tell what transpile tells, of the text that is not saved yet, at the same places', async () => {
    await writeFile(join(folder, 'order.ts'), right);
    const file = join(folder, 'unsaved.ts');
    const found = compile({ files: [file], overlay: new Map([[file, wrong]]) }).diagnostics.filter(
      ({ severity }) => severity === 'error',
    );
    expect(found.map(({ code }) => code)).toEqual(['ASL2202', 'ASL2212', 'ASL2202']);
    expect(await lint(wrong)).toEqual(
      found.map(
        ({ line, column, length, code }) => `${line}:${column}-${line}:${column + length} 2 avesa/transpiles ${code}:`,
      ),
    );
  });

  test('say nothing of files that are no workflows, nor of a file that only others use', async () => {
    expect(await lint('export const fetched = fetch("https://example.org");')).toEqual([]);
    expect(
      await lint(
        "import { sleep } from '@temporalio/workflow';\nexport const nap = (): Promise<void> => sleep('1 s');",
      ),
    ).toEqual([]);
    expect(
      await lint(
        "import type { ActivityOptions } from '@temporalio/workflow';\nexport const options: ActivityOptions = {};",
      ),
    ).toEqual([]);
  });

  test('are switched off by a comment, as every rule', async () => {
    const text = wrong.replace('  const later', '  // eslint-disable-next-line avesa/transpiles\n  const later');
    expect(await lint(text)).toHaveLength(2);
    expect(await lint(wrong, { 'avesa/transpiles': 'off' })).toEqual([]);
  });

  test('take another tsconfig, and tell of one that is wrong in one finding', async () => {
    await writeFile(join(folder, 'loose.json'), JSON.stringify({ compilerOptions: { strict: false } }));
    expect(await lint(right, { 'avesa/transpiles': ['error', { project: 'loose.json' }] })).toEqual([
      '1:1-1:2 2 avesa/transpiles ASL1008:',
    ]);
    expect(await lint(right, { 'avesa/transpiles': ['error', { project: 'nowhere.json' }] })).toEqual([
      '1:1-1:2 2 avesa/transpiles ASL1009:',
    ]);
  });
});
