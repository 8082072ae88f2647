import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compile } from '../../asl/compiler/compile.ts';
import { outputsOf } from '../../cli/commands/transpile/outputs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = 'asl/definitions';

test("the checked-in definitions are what the workflows' source says ('avesa transpile workflows/index.ts --out asl/definitions')", () => {
  const compilation = compile({ files: [join(root, 'workflows/index.ts')] });
  expect(compilation.diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
  const outputs = Object.fromEntries(outputsOf(compilation, folder).map(({ file, text }) => [file, text]));
  const files = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
  expect(Object.fromEntries(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))).toEqual(outputs);
});

test('the same source gives the same bytes', () => {
  const once = (): unknown => outputsOf(compile({ files: [join(root, 'workflows/index.ts')] }), folder);
  expect(once()).toEqual(once());
});
