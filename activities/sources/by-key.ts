import { InvalidConfiguration, InvalidPage } from '../errors.ts';
import type { KeyRange, Page, ReadFilter, SourceTable } from '../ports.ts';
import type { Wait } from './http.ts';
import { type CheckedPage, integerAt, keyOf } from './page.ts';
import { type LastKey, lastKey, type PositionedTable, saysMore, type Stretch } from './positioned.ts';

type ReadRequest = Parameters<SourceTable['read']>[0];

/**
 * Reads a range of keys, each page from the last key on: whatever moves, comes or goes meanwhile, a row that stays in the
 * range is met once. The cursor is that key.
 */
export async function* readByKey(
  table: PositionedTable,
  { filter, range, cursor, remaining }: ReadRequest,
  signal: AbortSignal,
): AsyncGenerator<Page, void, undefined> {
  const wait = { remaining, signal };
  const order: Order = { rises: undefined };
  let after = cursor === '' ? range.after : (cursor ?? range.after);
  for (;;) {
    const stretch: Stretch = { filter, after, up_to: range.up_to, start: 0, size: table.size };
    const step = await table.fetch(stretch, (page) => stepOf(table, stretch, page, order), wait);
    const page = 'keyless' in step ? await endOf(table, stretch, step.keyless, wait) : step;
    yield page;
    if (page.is_last) return;
    after = page.cursor;
  }
}

/** Which way the keys go, once that shows. */
interface Order {
  rises: boolean | undefined;
}

/** The page with where to go on, unless no record of it has a key. */
function stepOf(
  table: PositionedTable,
  { after, up_to, size }: Stretch,
  page: CheckedPage,
  order: Order,
): Page | { keyless: CheckedPage } {
  const { body, records, plain } = page;
  const more = saysMore(page);
  if (records.length === 0) {
    if (more) throw new InvalidPage('the page is empty, but the source names a next one');
    return { body, records, plain, cursor: after ?? '', is_last: true };
  }
  const last = lastKey(page, table.shape.key);
  if (last === undefined) return { keyless: page };
  checkOrder(page, table.shape.key, { after, last, order });
  // A short page that ends before its range does, or whose length is a guess, is not believed: the next one, then empty, says it.
  const short = records.length < size && table.short_is_last && up_to === null && !page.guessed;
  const is_last = !more && (short || last.key === up_to);
  // Keyless records at the end are met again, and delivered, behind the key before them.
  return { body, records: is_last ? records : records.slice(0, last.index + 1), plain, cursor: last.key, is_last };
}

/** Bad records without a key: they are the end of the range if nothing is behind them, else there is no way on. */
async function endOf(
  table: PositionedTable,
  stretch: Stretch,
  { body, records, plain, guessed }: CheckedPage,
  wait: Wait,
): Promise<Page> {
  const noWayOn = new InvalidPage(
    `none of ${records.length} records has a key at ${table.shape.key}: there is no way on`,
  );
  // How many there are is what tells whether something is behind them.
  if (guessed) throw noWayOn;
  const behind = { ...stretch, start: records.length, size: 1 };
  if ((await table.fetch(behind, (page) => page.records.length, wait)) > 0) throw noWayOn;
  return { body, records, plain, cursor: stretch.after ?? '', is_last: true };
}

/**
 * Rows would be lost, or read without end, if the source did not keep to the order of its keys. Of keys that are texts only
 * the source knows the order.
 *
 * @throws InvalidConfiguration where that shows
 */
function checkOrder(
  page: CheckedPage,
  pointer: string,
  { after, last, order }: { after: string | null; last: LastKey; order: Order },
): void {
  if (last.key === after) {
    throw new InvalidConfiguration(
      `the answer ends with key '${after}', behind which it should start: check filter_on_key`,
    );
  }
  const first = firstInteger(page, pointer);
  const high = integerAt(page, page.records[last.index]!, pointer);
  const low = after !== null && /^-?\d+$/.test(after) ? BigInt(after) : first;
  if (low === undefined || first === undefined || high === undefined || low === high) return;
  const rises = high > low;
  order.rises ??= rises;
  if (rises !== order.rises || (rises ? first < low || first > high : first > low || first < high)) {
    throw new InvalidConfiguration(`the keys ${first} to ${high} behind ${low} are not in order: check sort_on_key`);
  }
}

function firstInteger(page: CheckedPage, pointer: string): bigint | undefined {
  for (const record of page.records) {
    const found = integerAt(page, record, pointer);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Boundaries are only places to divide at: where the record there has no key, one of the next ones will do. */
const keylessSkipped = 5;

/** The key at a place of the whole table; undefined past its end. */
export async function keyAtPlace(
  table: PositionedTable,
  place: number,
  filter: ReadFilter,
  wait: Wait,
): Promise<string | undefined> {
  const whole: KeyRange = { after: null, up_to: null };
  const at = (start: number) =>
    table.fetch(
      { ...whole, filter, start, size: 1 },
      (page) => (page.records.length === 0 ? undefined : { key: keyOf(page, page.records[0]!, table.shape.key) }),
      wait,
    );
  for (let start = place; start <= place + keylessSkipped; start += 1) {
    const found = await at(start);
    if (found === undefined || found.key !== undefined) return found?.key;
  }
  throw new InvalidPage(`none of the records from place ${place} on has a key at ${table.shape.key}`);
}
