import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile } from '../../asl/compiler/compile.ts';
import { definitionsOf, errorsIn } from './compile-text.ts';
import { runDirectly } from './run/direct.ts';
import { shown } from './run/normalised.ts';
import { runOnInterpreter } from './run/on-interpreter.ts';
import { scenario } from './run/scenario.ts';

const samples = fileURLToPath(new URL('samples/', import.meta.url));

let folder: string;
let project: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'avesa-unchecked-'));
  project = join(folder, 'tsconfig.json');
  const compilerOptions = { noUncheckedIndexedAccess: false, types: [] };
  writeFileSync(project, JSON.stringify({ extends: join(samples, 'tsconfig.json'), compilerOptions, files: [] }));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

// Most projects do not have the option: there no type says that an index may find nothing, and yet it may.
test.each([
  'first-elements-of-lists-that-may-be-null',
  'list-in-a-list-that-may-be-missing',
  'sets-that-are-lists-again',
  'counted-loops-with-steps',
])('%s gives the same machine without noUncheckedIndexedAccess', (name) => {
  const files = [join(samples, name, 'input.ts')];
  const checked = compile({ files, project: join(samples, 'tsconfig.json') });
  const unchecked = compile({ files, project });
  expect(errorsIn(unchecked)).toEqual([]);
  expect(definitionsOf(unchecked)).toEqual(definitionsOf(checked));
});

const header = `import { proxyActivities } from '@temporalio/workflow';
const { tell } = proxyActivities<{ tell(value: unknown): Promise<string> }>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});
interface Input { numbers: number[]; texts: string[]; record: Record<string, number>; groups: Record<string, string[]> }
export async function main({ numbers, texts, record, groups }: Input): Promise<unknown> {
`;
const inputs = [
  { numbers: [], texts: [], record: {}, groups: {} },
  { numbers: [2, 3], texts: ['b:c', 'a'], record: { a: 4 }, groups: { k: ['x'] } },
];

// What such a project writes where nothing is missing, and the tests that it makes where something may be.
test.each([
  { body: 'return texts[0] ?? "none";' },
  { body: 'const first = texts[0]; if (first === undefined) await tell("none"); return typeof first;' },
  { body: 'const { a } = record; return { a: a ?? "none", is: record.b ? "yes" : "no", c: record["c"] ?? 0 };' },
  {
    body: 'const sums: Record<string, number> = {}; for (const n of numbers) sums.all = (sums.all ?? 0) + n; return sums;',
  },
  { body: 'let at = 0; let text = texts[0]; while (text) { await tell(text); at += 1; text = texts[at]; } return at;' },
  { body: 'return texts.map((text) => { const [left, right] = text.split(":"); return [left, right ?? "-"]; });' },
  { body: 'let sum = 0; for (let i = 0; i < numbers.length; i++) sum += numbers[i] * 2; return sum;' },
  { body: 'return texts.length > 1 ? [texts[0], texts[1] < texts[0], `${texts[1]}`, numbers[0] + numbers[1]] : [];' },
  {
    body: 'if (!groups.k) return []; return [...groups["k"], groups.k.length, ...groups.k.map((each) => each + "!")];',
  },
])('without noUncheckedIndexedAccess: $body', async ({ body }) => {
  const source = `${header}${body}\n}\n`;
  const file = join(samples, 'text/input.ts');
  const compilation = compile({ files: [file], project, overlay: new Map([[file, source]]) });
  expect(errorsIn(compilation)).toEqual([]);
  for (const input of inputs) {
    const run = scenario.parse({ input });
    const onAsl = shown(await runOnInterpreter(definitionsOf(compilation), 'main', run), true);
    expect(onAsl).toBe(shown(await runDirectly(source, 'main', run), true));
  }
});
