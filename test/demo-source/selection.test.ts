import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConditions } from '../../cli/demo-source/conditions.ts';
import { select } from '../../cli/demo-source/matching.ts';
import { countOf, slice } from '../../cli/demo-source/selection.ts';
import { Table } from '../../cli/demo-source/table.ts';

const operators = {
  '=': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b,
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
};
type Operator = keyof typeof operators;
const comparison = fc.record({
  field: fc.constantFrom('id', 'n'),
  operator: fc.constantFrom(...(Object.keys(operators) as Operator[])),
  value: fc.oneof(
    fc.integer({ min: -3, max: 30 }),
    fc.integer({ min: -3, max: 30 }).map((whole) => whole + 0.5),
  ),
});
const rows = fc.array(fc.record({ id: fc.integer({ min: -2, max: 28 }), n: fc.integer({ min: -2, max: 28 }) }), {
  minLength: 1,
  maxLength: 20,
});

test('whatever the bounds, exactly the rows that meet them are selected, in the order of their keys', () => {
  fc.assert(
    fc.property(
      rows,
      fc.array(fc.array(comparison, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
      fc.boolean(),
      (records, any, descending) => {
        const table = new Table('acme', 'numbers', 'integer');
        for (const record of records) {
          const bytes = Buffer.from(JSON.stringify(record));
          table.put({ key: record.id, created: null, updated: null, bytes, bad: null });
        }
        const text = any
          .map((all) => all.map(({ field, operator, value }) => `${field} ${operator} ${value}`).join(' and '))
          .join(' or ');
        const selection = select(table, parseConditions(text));
        const newest = new Map(records.map((record) => [record.id, record]));
        const expected = [...newest.values()]
          .sort((a, b) => (descending ? b.id - a.id : a.id - b.id))
          .filter((row) =>
            any.some((all) => all.every(({ field, operator, value }) => operators[operator](row[field], value))),
          );
        const found = slice(selection, { skip: 0, take: 100, descending }).map(
          ({ bytes }) => JSON.parse(bytes.toString()) as unknown,
        );
        expect(found).toEqual(expected);
        expect(countOf(selection)).toBe(expected.length);
        expect(slice(selection, { skip: 2, take: 3, descending }).map(({ key }) => key)).toEqual(
          expected.slice(2, 5).map(({ id }) => id),
        );
      },
    ),
  );
});

test('rows that go leave the others in order, and keep their versions', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean())), (steps) => {
      const table = new Table('acme', 'numbers', 'integer');
      const there = new Map<number, number>();
      const versions = new Map<number, number>();
      for (const [key, goes] of steps) {
        if (goes) {
          table.remove(key);
          there.delete(key);
          continue;
        }
        table.put({ key, created: null, updated: null, bytes: Buffer.from('{}'), bad: null });
        versions.set(key, (versions.get(key) ?? 0) + 1);
        there.set(key, versions.get(key)!);
      }
      expect(table.rows.map(({ key, number }) => [key, number])).toEqual([...there].sort(([a], [b]) => a - b));
      expect(table.versions.filter((version) => table.isCurrent(version)).length).toBe(there.size);
      expect(table.goodRows).toBe(there.size);
    }),
  );
});
