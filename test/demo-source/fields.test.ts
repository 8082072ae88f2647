import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldText, members, project } from '../../cli/demo-source/fields.ts';

const object = fc.dictionary(fc.string(), fc.jsonValue());
const layouts = fc.constantFrom(undefined, 1, '\t');

test('the members of any JSON object are those that JSON.parse finds', () => {
  fc.assert(
    fc.property(object, layouts, (value, space) => {
      const found = [...members(JSON.stringify(value, null, space))].map(([name, text]) => [
        name,
        JSON.parse(text) as unknown,
      ]);
      expect(found).toEqual(Object.entries(JSON.parse(JSON.stringify(value)) as object));
    }),
  );
});

test('a field’s text is the record’s own', () => {
  const record = '{ "a" : {"B/c": [1, 2.50 ,"}"] , "d":"\\"" }, "e":9007199254740993, "e":-0.10e+1 }';
  expect(fieldText(record, ['a', 'd'])).toBe('"\\""');
  expect(fieldText(record, ['A', 'b/C'])).toBe('[1, 2.50 ,"}"]');
  expect(fieldText(record, ['e'])).toBe('-0.10e+1');
  expect(fieldText(record, ['e', 'f'])).toBeUndefined();
  expect(fieldText(record, ['f'])).toBeUndefined();
});

test.each([
  [[['id']], '{"id":1}'],
  [[['a', 'b']], '{"a":{"b":2.0}}'],
  [[['a', 'b'], ['A']], '{"a":{"b":2.0,"c":null}}'],
  [[['nothing']], '{}'],
])('only %j is kept', (paths, kept) => {
  expect(project('{"id": 1, "a":{"b":2.0,"c":null}}', paths)).toBe(kept);
});
