import { describe, expect, test } from 'vitest';
import { diagnosticKinds } from '../../asl/compiler/diagnostics/index.ts';
import { compileText, errorsIn } from './compile-text.ts';

test('no code is used twice', () => {
  const codes = diagnosticKinds.map(({ code }) => code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

describe.each(diagnosticKinds.filter(({ example }) => example !== undefined))(
  'the example of $code',
  ({ code, severity, example }) => {
    test('raises it where it is wrong', () => {
      const { diagnostics, machines } = compileText(example!.wrong);
      expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
      expect(Object.keys(machines).length === 0).toBe(severity === 'error');
    });

    test('is silent where it is right', () => {
      const compilation = compileText(example!.right);
      expect(errorsIn(compilation)).toEqual([]);
      expect(compilation.diagnostics.map((diagnostic) => diagnostic.code)).not.toContain(code);
      expect(Object.keys(compilation.machines)).not.toEqual([]);
    });
  },
);
