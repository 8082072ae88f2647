import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { StateMachine } from '../../asl/index.ts';
import { compile } from '../../asl/compiler/compile.ts';
import { validate } from '../../asl/spec/validate.ts';
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

/** It has no types. It knows no output that is a text, which much that we compile has: our own definitions have none. */
const aslValidator = createRequire(import.meta.url)('asl-validator') as (definition: StateMachine) => {
  isValid: boolean;
  errorsText: () => string;
};

test.each(readdirSync(join(root, folder)).filter((name) => name.endsWith('.asl.json')))(
  '%s is valid for our validator and for asl-validator',
  (name) => {
    const definition = JSON.parse(readFileSync(join(root, folder, name), 'utf8')) as StateMachine;
    expect(validate(definition)).toEqual([]);
    // It adds to what it is given.
    const { isValid, errorsText } = aslValidator(structuredClone(definition));
    expect({ isValid, errors: errorsText() }).toEqual({ isValid: true, errors: '' });
  },
);
