import type { Version } from './table.ts';

/** A range of places in a table's rows, and what is still to be tested of each row in it. */
export interface Selection {
  rows: readonly Version[];
  from: number;
  /** Exclusive; a range that ends before it starts is empty. */
  to: number;
  matches: ((row: Version) => boolean) | null;
}

/** Up to `take` selected rows after the first `skip`; costs what it gives where there is nothing to test. */
export function slice(
  { rows, from, to, matches }: Selection,
  { skip, take, descending = false }: { skip: number; take: number; descending?: boolean },
): Version[] {
  if (!matches && !descending) return rows.slice(Math.min(from + skip, to), Math.min(from + skip + take, to));
  const page: Version[] = [];
  let left = skip;
  for (let place = 0; place < to - from && page.length < take; place++) {
    const row = rows[descending ? to - 1 - place : from + place]!;
    if (matches && !matches(row)) continue;
    if (left > 0) left -= 1;
    else page.push(row);
  }
  return page;
}

export function countOf({ rows, from, to, matches }: Selection): number {
  if (!matches) return Math.max(0, to - from);
  let count = 0;
  for (let place = from; place < to; place++) if (matches(rows[place]!)) count += 1;
  return count;
}
