import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleWorkflows } from '../../worker/bundle.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bad = [
  "import { readFile } from 'node:fs/promises';\nexport const used = readFile;\n",
  "import os from 'os';\nexport const used = os;\n",
  "import { setTimeout as wait } from 'timers/promises';\nexport const used = wait;\n",
];
const good = "import { sleep } from '@temporalio/workflow';\nexport const used = sleep;\n";

describe('a workflow that imports from Node', () => {
  const eslint = new ESLint({ cwd: root, ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted-') });
  // The text stands in for that of a file that the type checker knows.
  const lint = async (text: string) => {
    const [result] = await eslint.lintText(text, { filePath: join(root, 'workflows', 'index.ts') });
    return result!.messages.map(({ ruleId }) => ruleId);
  };

  test.each(bad)('is a lint error: %j', async (text) => {
    expect(await lint(text)).toEqual(['no-restricted-imports']);
  });

  test.each(['process.exit()', 'void fetch("/")', 'Buffer.alloc(1)'])(
    'or uses what is Node’s is one too: %s',
    async (text) => {
      expect(await lint(`${text};\n`)).toEqual(['no-restricted-globals']);
    },
  );

  test('and what workflows may import is none', async () => {
    expect(await lint(good)).toEqual([]);
  });
});

describe('in a project with our import rules', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'avesa-imports-'));
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
      await cp(join(root, file), join(folder, file));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const name of ['workflows', 'activities', 'worker']) await mkdir(join(folder, name));
    await writeFile(
      join(folder, 'activities', 'contract.ts'),
      'export const value = 1;\nexport type Value = number;\n',
    );
    await writeFile(join(folder, 'worker', 'index.ts'), 'export const value = 1;\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function violated(text: string): Promise<string[]> {
    await writeFile(join(folder, 'workflows', 'index.ts'), text);
    const depcruise = join(root, 'node_modules', '.bin', 'depcruise');
    const run = promisify(execFile)(
      depcruise,
      ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'workflows'],
      { cwd: folder },
    );
    const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
    const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
    return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
  }

  test.each([
    {
      imports: "import { value } from '../worker/index.ts';\nexport const used = value;\n",
      rules: ['only-hosts-import-the-worker', 'workflows-import-only-the-sdk-and-types'],
    },
    {
      imports: "import { value } from '../activities/contract.ts';\nexport const used = value;\n",
      rules: ['workflows-import-only-the-sdk-and-types'],
    },
    {
      imports: "import { z } from 'zod';\nexport const used = z;\n",
      rules: ['workflows-import-only-the-sdk-and-types'],
    },
    {
      imports: "import os from 'node:os';\nexport const used = os;\n",
      rules: ['workflows-import-only-the-sdk-and-types'],
    },
    { imports: "import type { Value } from '../activities/contract.ts';\nexport type Used = Value;\n", rules: [] },
  ])('$imports breaks $rules', async ({ imports, rules }) => {
    expect(await violated(imports)).toEqual(rules);
  });
});

test('a bundle of a workflow that imports from Node is refused with its name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-bundle-'));
  await writeFile(join(folder, 'index.ts'), bad[0]!);
  await expect(bundleWorkflows(join(folder, 'index.ts'))).rejects.toThrow(
    /the workflows cannot be bundled: .*fs\/promises/s,
  );
  await rm(folder, { recursive: true });
});
