import { createHash } from 'node:crypto';
import { identifier, type DuckdbConnection } from '../duckdb.ts';

/** How many rows a table has, and a sum over them that does not depend on their order. */
export interface Checksum {
  rows: number;
  /** 16 hexadecimal digits: of all rows' `sha256(key + sha256(record))` the first 8 bytes, added modulo 2^64. */
  checksum: string;
}

/** Of the newest record of each key, for each tenant. @param view a name in the schema `latest` */
export async function latestChecksums(
  connection: DuckdbConnection,
  view: string,
  signal?: AbortSignal,
): Promise<Map<string, Checksum>> {
  const rows = await connection.query(
    `SELECT tenant_id, count(*) AS n, sum(('0x' || left(sha256(_key || sha256(record::VARCHAR)), 16))::UBIGINT) AS total
     FROM latest.${identifier(view)} GROUP BY tenant_id ORDER BY tenant_id`,
    [],
    signal,
  );
  return new Map(
    rows.map(({ tenant_id, n, total }) => [
      tenant_id as string,
      { rows: Number(n), checksum: digits(total as bigint) },
    ]),
  );
}

/** The same for rows of the source. */
export function checksumOf(rows: Iterable<{ key: string; sha256: string }>): Checksum {
  let count = 0;
  let total = 0n;
  for (const { key, sha256 } of rows) {
    count += 1;
    total += createHash('sha256')
      .update(key + sha256)
      .digest()
      .readBigUInt64BE();
  }
  return { rows: count, checksum: digits(total) };
}

function digits(total: bigint): string {
  return BigInt.asUintN(64, total).toString(16).padStart(16, '0');
}
