import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile } from '../../asl/compiler/compile.ts';
import { definitionsOf, errorsIn } from './compile-text.ts';

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
