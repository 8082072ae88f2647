import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compile } from '../../asl/compiler/compile.ts';
import type { Diagnostic } from '../../asl/compiler/diagnostics/diagnostic.ts';
import { validate } from '../../asl/spec/validate.ts';

/**
 * Workflows as people write them, nothing made simpler for the compiler: a file, or a folder whose `workflows.ts` imports the others. What is refused,
 * and where, is in `<name>.expected.txt` beside; none: the file is accepted. `UPDATE=1` writes them.
 */
const folder = fileURLToPath(new URL('wild/', import.meta.url));

const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
  .filter((file) => !file.includes('/') || file.endsWith('/workflows.ts'))
  .sort();

describe.each(entries)('%s', (entry) => {
  const { diagnostics, machines } = compile({ files: [join(folder, entry)] });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');

  test('is refused for what is expected, or not at all', () => {
    const lines = errors.map((error) => `${error.file}:${error.line}:${error.column} ${error.code} ${error.text}\n`);
    expectFile(join(folder, entry.replace(/(\/workflows)?\.ts$/, '.expected.txt')), lines.join(''));
  });

  test('gives machines only without an error, and valid ones', () => {
    expect(Object.keys(machines).length === 0).toBe(errors.length > 0);
    for (const { definition } of Object.values(machines)) {
      expect(validate(definition).filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  test('has no fault of the compiler, and each finding at a place in the source', () => {
    expect(diagnostics.filter(({ code }) => code.startsWith('ASL9'))).toEqual([]);
    expect(diagnostics.filter((diagnostic) => !isInside(diagnostic))).toEqual([]);
  });
});

function isInside({ file, line, column, length, source }: Diagnostic): boolean {
  const text = readFileSync(join(folder, file), 'utf8').split('\n')[line - 1];
  return text === source && column >= 1 && length >= 1 && column - 1 + length <= text.length;
}

/** An empty text is no file. */
function expectFile(file: string, text: string): void {
  if (process.env.UPDATE === '1') {
    if (text === '') rmSync(file, { force: true });
    else writeFileSync(file, text);
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
}
