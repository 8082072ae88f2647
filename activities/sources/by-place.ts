import { z } from 'zod';
import { InvalidConfiguration, InvalidPage } from '../errors.ts';
import type { Page, SourceTable } from '../ports.ts';
import type { Wait } from './http.ts';
import { type CheckedPage, keyOf } from './page.ts';
import { type PositionedTable, saysMore, type Stretch } from './positioned.ts';

type ReadRequest = Parameters<SourceTable['read']>[0];

/** How far a table is read by places: `place` records, of which the last known ones end at `anchored`. */
const progress = z.strictObject({
  place: z.int().min(0),
  anchored: z.int().min(0),
  /** Keys of the last records read, in order. */
  keys: z.array(z.string()),
});
export type Progress = z.infer<typeof progress>;
export interface Window {
  start: number;
  size: number;
}
/** A table that is asked for by place only. */
export interface PlacedTable extends PositionedTable {
  /** The next records, together with the last one read where the source allows it; `start` is never behind `place`. */
  window(progress: Progress, size: number): Window;
}

const anchors = 8;
const restarts = 3;

/**
 * Reads a table by places, each page with the end of the one before. Rows that come or go in front shift all others: then
 * that end is not where it was, and reading steps back to it. So no row is missed as long as rows keep their order among
 * themselves.
 */
export async function* readByPlace(
  table: PlacedTable,
  { filter, range, cursor, remaining }: ReadRequest,
  signal: AbortSignal,
): AsyncGenerator<Page, void, undefined> {
  if (range.after !== null || range.up_to !== null) {
    throw new InvalidConfiguration(
      'the plan divides the table by key, which its configuration no longer allows: start a new run',
    );
  }
  const reader = { table, filter, wait: { remaining, signal }, restarts: 0 };
  let done = parseProgress(cursor);
  for (let size = table.size; ;) {
    const { window, page, seen, shifted } = await nextWindow(reader, done, size);
    const { body, records, plain } = page;
    const short = records.length < window.size;
    const is_last = short && !saysMore(page) && (table.short_is_last || records.length <= seen);
    // Behind a shift rows are given again: the page may hold rows that came in front of those already read.
    const unseen = shifted ? records : records.slice(seen);
    const next = progressOf(page, window, table.shape.key, done);
    yield { body, records: unseen, plain, cursor: JSON.stringify(next), is_last };
    if (is_last) return;
    // A source may give less than it is asked for; its own measure keeps windows without gaps.
    if (short) size = Math.max(2, records.length);
    done = next;
  }
}

interface Reader {
  table: PlacedTable;
  filter: ReadRequest['filter'];
  wait: Wait;
  restarts: number;
}
interface Located {
  window: Window;
  page: CheckedPage;
  /** How many of the page's first records have been read before. */
  seen: number;
  shifted: boolean;
}

async function nextWindow(reader: Reader, done: Progress, size: number): Promise<Located> {
  const { table, filter, wait } = reader;
  const fetch = ({ start, size }: Window) => {
    const stretch: Stretch = { filter, after: null, up_to: null, start, size };
    return table.fetch(stretch, counted, wait);
  };
  let window = table.window(done, size);
  let page = await fetch(window);
  const seen = done.place - window.start;
  if (seen === 0 || isAt(page, done.anchored - 1 - window.start, done.keys.at(-1), table)) {
    return { window, page, seen, shifted: false };
  }
  for (let back = size; ; back *= 2) {
    const found = placeOf(page, done.keys, table);
    if (found !== undefined) return { window, page, seen: found + 1, shifted: true };
    if (window.start === 0) break;
    window = { start: Math.max(0, Math.floor((window.start - back) / size) * size), size };
    page = await fetch(window);
  }
  reader.restarts += 1;
  if (reader.restarts > restarts) {
    throw new InvalidPage(
      `started over ${restarts} times: the rows move faster than they can be read, ` +
        "or the source does not keep to the page size asked for ('overlap: false' reads without looking back)",
    );
  }
  return { window, page, seen: 0, shifted: true };
}

/** Places are counted, so a page whose length is a guess is none. @throws InvalidPage */
function counted(page: CheckedPage): CheckedPage {
  if (page.guessed) throw new InvalidPage('the structure of a record is broken, so that the next place is not known');
  return page;
}

function isAt(page: CheckedPage, index: number, key: string | undefined, table: PlacedTable): boolean {
  const record = page.records[index];
  return record !== undefined && keyOf(page, record, table.shape.key) === key;
}

/** Where the latest of the known records is now. */
function placeOf(page: CheckedPage, known: readonly string[], table: PlacedTable): number | undefined {
  const places = new Map(page.records.map((record, index) => [keyOf(page, record, table.shape.key), index]));
  const key = known.findLast((each) => places.has(each));
  return key === undefined ? undefined : places.get(key);
}

function progressOf(page: CheckedPage, window: Window, pointer: string, before: Progress): Progress {
  const { records } = page;
  const place = window.start + records.length;
  const keys: string[] = [];
  let anchored = 0;
  for (let index = records.length - 1; index >= 0 && keys.length < anchors; index -= 1) {
    const key = keyOf(page, records[index]!, pointer);
    if (key === undefined) continue;
    if (keys.length === 0) anchored = window.start + index + 1;
    keys.unshift(key);
  }
  return keys.length === 0 ? { ...before, place } : { place, anchored, keys };
}

function parseProgress(cursor: string | null): Progress {
  if (cursor === null) return { place: 0, anchored: 0, keys: [] };
  try {
    return progress.parse(JSON.parse(cursor));
  } catch {
    throw new InvalidConfiguration('the checkpoint is of another way of paging: start a new run');
  }
}

/** Any place can be a start: the window starts with the last known record. */
export const windowByOffset = ({ place, anchored, keys }: Progress, size: number): Window =>
  keys.length === 0 || size <= place - anchored + 1 ? { start: place, size } : { start: anchored - 1, size };

/**
 * Page numbers start at multiples of the page's size only. A somewhat smaller size gives a page that starts at, or shortly
 * before, the last known record: 1000, then page 2 of 999, then page 3 of 998.
 */
export function windowByPage({ place, anchored, keys }: Progress, size: number): Window {
  let best: (Window & { fresh: number }) | undefined;
  for (let each = size; keys.length > 0 && each >= size / 2; each -= 1) {
    const start = Math.floor((anchored - 1) / each) * each;
    const fresh = start + each - place;
    if (fresh > (best?.fresh ?? 0)) best = { start, size: each, fresh };
  }
  return best === undefined ? windowWithoutOverlap({ place }, size) : { start: best.start, size: best.size };
}

/** The greatest page that starts at this very place. */
export function windowWithoutOverlap({ place }: Pick<Progress, 'place'>, size: number): Window {
  let each = size;
  while (place % each !== 0) each -= 1;
  return { start: place, size: each };
}
