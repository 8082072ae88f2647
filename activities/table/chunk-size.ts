/** Records per chunk. */
const base = 5_000;
const least = 1_000;
const most = 15_000;

/**
 * Records per chunk: smaller where a record is costly, larger where there are very many, always from 1,000 to 15,000.
 *
 * @param total the table's records to read; undefined where the source cannot count
 * @param sizeFactor the relative cost of a record; 1 is a ticket
 */
export function chunkSize(total: number | undefined, sizeFactor: number): number {
  const size = (base * growth(total ?? 0)) / sizeFactor;
  return Math.min(most, Math.max(least, Math.round(size)));
}

function growth(total: number): number {
  if (total > 1_000_000) return 3;
  return total > 100_000 ? 2 : 1;
}
