import type { KeyRange, ReadFilter, RecordShape } from '../ports.ts';
import type { Wait } from './http.ts';
import { type CheckedPage, keyOf } from './page.ts';
import { nextLink } from './next-link.ts';

/** Records of a table by their place in the source's order: from `start`, counted from 0 behind `after`, at most `size`. */
export interface Stretch extends KeyRange {
  filter: ReadFilter;
  start: number;
  size: number;
}
/** A table whose records can be asked for by place. */
export interface PositionedTable {
  shape: RecordShape;
  /** Records per page. */
  size: number;
  /** A page with fewer records than asked for is the last one; else only one without a new record is. */
  short_is_last: boolean;
  fetch<T>(stretch: Stretch, read: (page: CheckedPage) => T, wait: Wait): Promise<T>;
}

export interface LastKey {
  key: string;
  /** Among the page's records. */
  index: number;
}

/** The last record that has a key; undefined where none has one. */
export function lastKey(page: CheckedPage, pointer: string): LastKey | undefined {
  for (let index = page.records.length - 1; index >= 0; index -= 1) {
    const key = keyOf(page, page.records[index]!, pointer);
    if (key !== undefined) return { key, index };
  }
  return undefined;
}

/** The source itself says that there is more, so that an empty or short page is not the end. */
export const saysMore = (page: CheckedPage): boolean => nextLink(page.headers) !== undefined;
