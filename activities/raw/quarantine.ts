import { withConnection } from '../duckdb.ts';
import type { Ports } from '../ports.ts';

/** A bad record, as it came. */
export interface QuarantinedRecord {
  /** In the part that the page's good records are in, from 0. */
  page: number;
  /** In the page, from 0. */
  index: number;
  reason: string;
  bytes: Uint8Array;
  /** When its page was read, in microseconds since 1970. */
  fetched_at: number;
}

/**
 * The records of a quarantine file, in order.
 * @param range to look at a large file piece by piece
 * @throws LakeUnavailable when the file is not there
 */
export async function readQuarantine(
  { lake, duckdb }: Pick<Ports, 'lake' | 'duckdb'>,
  name: string,
  range: { offset: number; limit: number } = { offset: 0, limit: Number.MAX_SAFE_INTEGER },
): Promise<QuarantinedRecord[]> {
  const [path = ''] = await lake.fetch([name]);
  const rows = await withConnection(duckdb, (connection) =>
    connection.query(
      `SELECT page, "index", reason, bytes, epoch_us(_fetched_at) AS fetched_at FROM read_parquet($1)
       ORDER BY page, "index" LIMIT $2 OFFSET $3`,
      [path, range.limit, range.offset],
    ),
  );
  return rows.map((row) => ({
    page: row['page'] as number,
    index: row['index'] as number,
    reason: row['reason'] as string,
    bytes: row['bytes'] as Uint8Array,
    fetched_at: Number(row['fetched_at']),
  }));
}
