import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTable, verificationLines, type SourceVersion, type Version } from '../../cli/start/verification.ts';

const table = { tenant_id: 'acme', table_name: 'connectwise/tickets' };
const none = { source: [], lake: [] };
const as_of = '2026-01-01T12:00:00.000Z';
const before = '2026-01-01T11:59:59.999Z';
const version = (id: string, sha256: string, more: Partial<SourceVersion> = {}): SourceVersion => ({
  id,
  sha256,
  updated: before,
  current: true,
  ...more,
});
const row = (id: string, sha256: string): Version => ({ id, sha256 });

describe('the lake beside its source', () => {
  test.each([
    { what: 'an equal row', source: [version('1', 'a')], lake: [row('1', 'a')], good: true },
    { what: 'nothing on both sides', source: [], lake: [], good: true },
    {
      what: 'a row that is missing',
      source: [version('1', 'a'), version('2', 'b')],
      lake: [row('1', 'a')],
      good: false,
    },
    {
      what: 'a row that is there twice',
      source: [version('1', 'a')],
      lake: [row('1', 'a'), row('1', 'a')],
      good: false,
    },
    {
      what: 'a row in an older version',
      source: [version('1', 'a', { current: false }), version('1', 'b')],
      lake: [row('1', 'a')],
      good: false,
    },
    {
      what: 'a row that the source never had',
      source: [version('1', 'a')],
      lake: [row('1', 'a'), row('2', 'b')],
      good: false,
    },
    {
      what: 'a record that the source never had',
      source: [version('1', 'a', { updated: as_of })],
      lake: [row('1', 'x')],
      good: false,
    },
    {
      what: 'a row that changed meanwhile, in its old version',
      source: [version('1', 'a', { current: false }), version('1', 'b', { updated: as_of })],
      lake: [row('1', 'a')],
      good: true,
    },
    {
      what: 'a row that came meanwhile, missing',
      source: [version('1', 'a', { updated: as_of })],
      lake: [],
      good: true,
    },
    {
      what: 'a row that is gone, in its last version',
      source: [version('1', 'a', { current: false })],
      lake: [row('1', 'a')],
      good: true,
    },
    {
      what: 'a row without an update time, missing',
      source: [version('1', 'a', { updated: null })],
      lake: [],
      good: false,
    },
  ])('$what is good: $good', ({ source, lake, good }) => {
    expect(checkTable(table, source, lake, none, as_of).good).toBe(good);
  });

  test.each([
    { source: ['a'], lake: ['a'], equal: true },
    { source: ['a', 'b'], lake: ['b', 'a'], equal: true },
    { source: ['a'], lake: [], equal: false },
    { source: ['a'], lake: ['b'], equal: false },
    { source: ['a'], lake: ['a', 'b'], equal: false },
  ])('bad records $source and quarantine $lake are equal: $equal', ({ source, lake, equal }) => {
    const check = checkTable(table, [], [], { source, lake }, as_of);
    expect({ bad_equal: check.bad_equal, good: check.good }).toEqual({ bad_equal: equal, good: equal });
  });

  test('the order of rows makes no difference, one other character does', () => {
    const rows = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.string()), {
      selector: ([id]) => id,
      minLength: 1,
    });
    fc.assert(
      fc.property(rows, fc.nat(), (pairs, at) => {
        const source = pairs.map(([id, sha256]) => version(id, sha256));
        const lake = pairs.map(([id, sha256]) => row(id, sha256)).reverse();
        expect(checkTable(table, source, lake, none, as_of).good).toBe(true);
        const index = at % lake.length;
        const other = lake.map((one, place) => (place === index ? row(one.id, `${one.sha256}x`) : one));
        expect(checkTable(table, source, other, none, as_of).good).toBe(false);
      }),
    );
  });

  test('is printed by table, with what it comes to', () => {
    const good = checkTable(
      table,
      [version('1', 'a'), version('2', 'b', { updated: as_of })],
      [row('1', 'a')],
      none,
      as_of,
    );
    expect(verificationLines([good]).map(({ text }) => text)).toEqual([
      "the lake beside the source's journal:",
      'table                     rows in source  rows in lake  equal checksum  changed meanwhile  quarantined  bad in source',
      `acme connectwise/tickets               2             1  yes  ${good.lake_checksum.slice(0, 8)}                   1            0              0`,
      'every row that stood still is in the lake once, as it is: 1 row; 1 of 1 row that changed meanwhile comes with the next run',
    ]);
    const wrong = checkTable(table, [version('1', 'a')], [], none, as_of);
    expect(verificationLines([good, wrong]).at(-1)).toEqual({
      text: '1 of 2 tables is NOT equal: acme connectwise/tickets',
      tone: 'bad',
    });
  });
});
