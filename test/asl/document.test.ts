import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDefinition } from '../../asl/spec/document.ts';
import type { DefinitionText } from '../../asl/spec/document.ts';

const read = (text: string): DefinitionText => {
  const found = readDefinition(text);
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  return found;
};

test.each([
  // AWS says the same: localstack test_sfn_api_validation, recorded 2025-10-19.
  {
    text: 'not a definition',
    line: 1,
    column: 1,
    says: "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object",
  },
  { text: '{', line: 1, column: 2, says: 'Unexpected end-of-input within an Object' },
  { text: '[1,', line: 1, column: 4, says: 'Unexpected end-of-input within an Array' },
  {
    text: '{\n  "a": 1,\n}',
    line: 3,
    column: 1,
    says: "Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
  },
  {
    text: "{'a':1}",
    line: 1,
    column: 2,
    says: "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
  },
  {
    text: '{"a" 1}',
    line: 1,
    column: 6,
    says: "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
  },
  { text: '{"a":1 "b":2}', line: 1, column: 8, says: 'was expecting comma to separate Object entries' },
  { text: '[1 2]', line: 1, column: 4, says: 'was expecting comma to separate Array entries' },
  { text: '[1,]', line: 1, column: 4, says: "Unexpected character (']' (code 93)): was expecting a value" },
  { text: '{"a":1]', line: 1, column: 7, says: "Unexpected character (']' (code 93))" },
  { text: '{} x', line: 1, column: 4, says: 'was expecting the end of the text' },
  { text: '{"a":tru}', line: 1, column: 6, says: "Unrecognized token 'tru'" },
  { text: '{"a":\r\n"x', line: 2, column: 1, says: 'A string is not closed' },
  { text: '{"a":"\\q"}', line: 1, column: 6, says: 'a bad escape' },
  { text: '{"a":1.}', line: 1, column: 6, says: 'is not a number' },
  { text: '// x\n{}', line: 1, column: 1, says: 'Comments are not allowed in JSON' },
])('$text is refused at line $line, column $column', ({ text, line, column, says }) => {
  const message = expect.stringContaining(says) as string;
  expect(readDefinition(text)).toEqual({
    problems: [{ severity: 'error', code: 'INVALID_JSON_DESCRIPTION', message, pointer: '', line, column }],
  });
});

test('a name that an object has twice is refused where it comes again', () => {
  expect(readDefinition('{"a": [{"b": 1,\n "b": 2}]}')).toEqual({
    problems: [
      {
        severity: 'error',
        code: 'INVALID_JSON_DESCRIPTION',
        message: "Duplicate field 'b'",
        pointer: '/a/0/b',
        line: 2,
        column: 2,
      },
    ],
  });
});

test.each([
  { what: 'lists', text: `${'['.repeat(10_000)}${']'.repeat(10_000)}` },
  { what: 'objects', text: `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}` },
])('10,000 levels of $what are refused', ({ text }) => {
  expect(readDefinition(text)).toMatchObject({ problems: [{ code: 'TOO_DEEPLY_NESTED', line: 1 }] });
});

test('a thousand levels can be read', () => {
  expect(read(`${'['.repeat(1000)}${']'.repeat(1000)}`).locate('/0/0/0')).toEqual({ line: 1, column: 4 });
});

test.each([
  ['', 1, 1],
  ['/States', 2, 3],
  ['/States/a~1b', 3, 5],
  ['/States/a~1b/Next', 3, 14],
  ['/States/__proto__', 4, 5],
  ['/States/__proto__/1', 4, 21],
  ['/States/Ghost/Next', 2, 3],
])('%j is at line %i, column %i', (pointer, line, column) => {
  const text = '{\n  "States": {\r\n    "a/b": { "Next": "x" },\n    "__proto__": [1,2]\n}}';
  expect(read(text).locate(pointer)).toEqual({ line, column });
});

const slips = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom('', ',', '"', '{', ']', ':', '0', ' ', '\\', '\u00a0', '\ufeff', '/*', 'x'),
  )
  .map(([text, at, slip]) => text.slice(0, at % (text.length + 1)) + slip + text.slice((at % (text.length + 1)) + 1));

test('it reads what JSON.parse reads, and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), slips, fc.string()), (text) => {
      const found = readDefinition(text);
      const isJson = parses(text);
      if ('definition' in found) expect(found.definition).toEqual(JSON.parse(text));
      else if (isJson) expect(found.problems[0]?.message).toMatch(/^Duplicate field/);
      else expect(found.problems).toMatchObject([{ message: expect.not.stringContaining('SyntaxError') as string }]);
    }),
    { numRuns: 1000 },
  );
});

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
