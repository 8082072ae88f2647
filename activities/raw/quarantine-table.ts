import { literal, type DuckdbConnection } from '../duckdb.ts';
import type { ChunkKey, RecordShape } from '../ports.ts';
import type { CutOut, PageFile } from './page-file.ts';
import { badRecords } from './record-sql.ts';

/** Bad records on their way to a file, in a temporary table of the connection. */
export interface QuarantineTable {
  addCutOut(page: PageFile, cutOut: readonly CutOut[], signal: AbortSignal): Promise<void>;
  /** Those of a page that have no key or no update value. */
  addFrom(page: PageFile, shape: RecordShape, signal: AbortSignal): Promise<number>;
  count(): Promise<number>;
  /** @param path where nothing is yet */
  copyTo(path: string, signal: AbortSignal): Promise<void>;
  clear(): Promise<void>;
}

export async function createQuarantineTable(connection: DuckdbConnection, key: ChunkKey): Promise<QuarantineTable> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE quarantine (
    page INTEGER, "index" INTEGER, reason VARCHAR, bytes BLOB, _fetched_at TIMESTAMPTZ
  )`);
  return {
    async addCutOut({ number, fetchedAt }, cutOut, signal) {
      if (cutOut.length === 0) return;
      await connection.run(
        `INSERT INTO quarantine
         SELECT $1, unnest($2)::INTEGER, unnest($3), unhex(unnest($4)), make_timestamptz($5::BIGINT)`,
        [
          number,
          cutOut.map(({ index }) => String(index)),
          cutOut.map(({ problem }) => problem),
          cutOut.map(({ bytes }) => Buffer.from(bytes).toString('hex')),
          fetchedAt,
        ],
        signal,
      );
    },
    addFrom({ path, number, size, fetchedAt, isMended }, shape, signal) {
      return connection.run(
        `INSERT INTO quarantine
         SELECT $1, place, problem, encode(record::VARCHAR), make_timestamptz($2::BIGINT)
         FROM (${badRecords(path, shape, size)})
         ${isMended ? `WHERE record::VARCHAR <> 'null'` : ''}`,
        [number, fetchedAt],
        signal,
      );
    },
    async count() {
      const [row] = await connection.query('SELECT count(*) AS n FROM quarantine');
      return Number(row?.n);
    },
    async copyTo(path, signal) {
      const { job_id, chunk_id } = key;
      await connection.run(
        `COPY (
           SELECT ${literal(job_id)} AS job, ${literal(chunk_id)} AS chunk, page, "index", reason, bytes, _fetched_at
           FROM quarantine ORDER BY page, "index"
         ) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`,
        [],
        signal,
      );
    },
    async clear() {
      await connection.run('DELETE FROM quarantine');
    },
  };
}
