import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { InvalidPage } from '../../../activities/errors.ts';
import {
  byKey,
  keyset,
  type Model,
  openModel,
  pagings,
  restDialect,
  restTable,
  row,
  type Row,
  sorted,
} from './model-source.ts';
import { openPlace, type Place, readAll, tenantWith } from './place.ts';

/** What happens to the source's rows between two requests. */
type Change = { at: number } & ({ do: 'insert' | 'delete' | 'update'; count: number } | { do: 'nothing' });
const change = fc.oneof(
  fc.record({
    do: fc.constantFrom('insert' as const, 'delete' as const, 'update' as const),
    at: fc.nat(60),
    count: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ do: fc.constant('nothing' as const), at: fc.constant(0) }),
);
const changes = fc.array(change, { maxLength: 8 });

let model: Model;
let place: Place;
beforeAll(async () => {
  model = await openModel(restDialect);
});
afterAll(() => model.close());
beforeEach(async () => {
  place = await openPlace();
  return () => place.close();
});

/** Ordered by key with gaps between, so that rows can come in anywhere. */
const initial = (count: number): Row[] => Array.from({ length: count }, (_, index) => row((index + 1) * 1000));

/** One change; every row that is touched is no longer among those that stay. */
function apply(rows: Row[], each: Change, touched: Set<bigint>): Row[] {
  if (each.do === 'nothing') return rows;
  const at = Math.min(each.at, rows.length);
  if (each.do === 'insert') {
    const before = rows[at - 1]?.key ?? 0n;
    // A source gives a key once: none that is there, none that was.
    let key = before;
    const added = Array.from({ length: each.count }, () => {
      do key += 1n;
      while (touched.has(key) || rows.some((old) => old.key === key));
      touched.add(key);
      return row(key);
    });
    return [...rows, ...added].toSorted(byKey);
  }
  const chosen = new Set(rows.slice(at, at + each.count).map(({ key }) => key));
  for (const key of chosen) touched.add(key);
  if (each.do === 'delete') return rows.filter(({ key }) => !chosen.has(key));
  return rows.map((old) => (chosen.has(old.key) ? row(old.key, '2025-11-20T00:00:00Z') : old));
}

interface Read {
  /** Keys of rows that were there, unchanged, all the time. */
  stayed: number[];
  read: number[];
}
async function readWhileMoving(table: object, count: number, happening: readonly Change[]): Promise<Read> {
  const touched = new Set<bigint>();
  model.rows = initial(count);
  const all = model.rows.map(({ key }) => key);
  let serial = 0;
  model.fault = () => {
    const next = happening[serial];
    serial += 1;
    if (next !== undefined) model.rows = apply(model.rows, next, touched);
    return false;
  };
  const tenant = tenantWith({
    connector: 'rest',
    base_url: model.url,
    limits: { per_second: 1e6, burst: 1e6 },
    tables: { rows: table },
  });
  const { records } = await readAll(await place.open(tenant, 'api/rows'));
  return {
    stayed: all.filter((key) => !touched.has(key)).map(Number),
    read: records.map(({ id }) => Number(id)),
  };
}

describe('rows that come, go and change while being read', () => {
  test.each([
    { how: 'by key, sized by page', table: restTable(pagings.page(5), keyset) },
    {
      how: 'by key, sized by offset, to the short page',
      table: restTable({ ...pagings.offset(5), last: 'short_page' }, keyset),
    },
    { how: 'by cursor', table: restTable(pagings.cursor(5)) },
    { how: 'by link to a place behind a row', table: restTable(pagings.link(5)) },
  ])('$how: each row that stays is read once', async ({ table }) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), changes, async (count, happening) => {
        const { stayed, read } = await readWhileMoving(table, count, happening);
        expect(read.filter((key) => stayed.includes(key))).toEqual(stayed);
        expect(new Set(read).size).toBe(read.length);
      }),
    );
  });

  test.each([
    { how: 'by offset', table: restTable(pagings.offset(5), sorted) },
    { how: 'by offset, to the short page', table: restTable({ ...pagings.offset(5), last: 'short_page' }, sorted) },
    { how: 'by page', table: restTable(pagings.page(12), sorted) },
    { how: 'by page, to the short page', table: restTable({ ...pagings.page(12), last: 'short_page' }, sorted) },
    { how: 'by offset in the source’s own, steady order', table: restTable(pagings.offset(5)) },
  ])('$how: each row that stays is read at least once', async ({ table }) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), changes, async (count, happening) => {
        const { stayed, read } = await readWhileMoving(table, count, happening);
        expect(stayed.filter((key) => !read.includes(key))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    { how: 'by offset', table: restTable(pagings.offset(5), sorted) },
    { how: 'by page', table: restTable(pagings.page(12), sorted) },
  ])('$how: a table that stays as it is is read once, in the fewest requests that overlap', async ({ table }) => {
    model.requests.length = 0;
    const { stayed, read } = await readWhileMoving(table, 60, []);
    expect(read).toEqual(stayed);
    // Each page but the first brings one or a few rows fewer than it has.
    expect(model.requests.length).toBeLessThanOrEqual(
      Math.ceil(60 / (table.paging as { size: number }).size) * 1.6 + 1,
    );
  });

  test('rows that move faster than they can be read end the read, with a hint', async () => {
    model.rows = initial(40);
    let next = 1_000_000;
    model.fault = () => {
      model.rows = Array.from({ length: 40 }, () => row(next++));
      return false;
    };
    const tenant = tenantWith({
      connector: 'rest',
      base_url: model.url,
      tables: { rows: restTable(pagings.offset(5), sorted) },
    });
    const reading = readAll(await place.open(tenant, 'api/rows'));
    await expect(reading).rejects.toThrow(InvalidPage);
    await expect(reading).rejects.toThrow('the rows move faster than they can be read');
  });

  test('a place whose rows are all gone is read again from the start', async () => {
    const tenant = tenantWith({
      connector: 'rest',
      base_url: model.url,
      tables: { rows: restTable(pagings.offset(5), sorted) },
    });
    model.rows = initial(20);
    model.fault = undefined;
    const table = await place.open(tenant, 'api/rows');
    const { cursors } = await readAll(table);
    model.rows = initial(3);
    expect((await readAll(table, { cursor: cursors[2]! })).records.map(({ id }) => id)).toEqual([1000, 2000, 3000]);
  });
});
