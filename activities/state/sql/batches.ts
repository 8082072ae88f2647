/** A statement may have at most 32,766 parameters in SQLite, 65,535 in PostgreSQL: 1,000 rows of up to 30 columns. */
const rowsPerStatement = 1_000;

export function* batches<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += rowsPerStatement) {
    yield items.slice(start, start + rowsPerStatement);
  }
}
