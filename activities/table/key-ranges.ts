import type { KeyRange, ReadFilter, SourceTable } from '../ports.ts';

/** Requests for boundaries that are under way at once. */
const window = 4;

/**
 * Divides a table into ranges of about `size` records, in the source's own key order: the first without a lower, the last
 * without an upper end, so that rows that come meanwhile belong to one. Stops early, with a longer last range, when
 * `enough` says so.
 *
 * @returns no range at all where the table has no rows
 */
export async function keyRanges(
  source: Pick<SourceTable, 'keyAt'>,
  filter: ReadFilter,
  size: number,
  { signal, enough }: { signal: AbortSignal; enough: () => boolean },
): Promise<KeyRange[]> {
  if ((await source.keyAt(0, filter, signal)) === undefined) return [];
  const ends: string[] = [];
  for (let next = 1; !enough(); next += window) {
    const places = Array.from({ length: window }, (_, index) => (next + index) * size - 1);
    const keys = await Promise.all(places.map((place) => source.keyAt(place, filter, signal)));
    const found = keys.filter((key) => key !== undefined);
    ends.push(...found);
    if (found.length < window) break;
  }
  return rangesBetween(ends);
}

/** Rows that moved between two requests can give one boundary twice: equal ends are one. */
function rangesBetween(ends: readonly string[]): KeyRange[] {
  const distinct = ends.filter((end, index) => end !== ends[index - 1]);
  return [null, ...distinct].map((after, index) => ({ after, up_to: distinct[index] ?? null }));
}
