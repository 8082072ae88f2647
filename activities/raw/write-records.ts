import { literal, type DuckdbConnection } from '../duckdb.ts';
import type { ChunkKey, Lake, RecordShape } from '../ports.ts';
import { mendPage, timeDigits, type PageFile } from './page-file.ts';
import type { QuarantineTable } from './quarantine-table.ts';
import { goodRecords, readJson } from './record-sql.ts';

export interface Writing {
  connection: DuckdbConnection;
  quarantine: QuarantineTable;
  lake: Lake;
  key: ChunkKey;
  shape: RecordShape;
  signal: AbortSignal;
}

/** Small enough that a reader of one column needs little memory, large enough to compress well. */
const parquet = 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480';

/**
 * Writes the good records of all pages to a Parquet file at `path`, and puts the others into the quarantine table.
 * @param pages those that DuckDB refuses are replaced by their mended files
 * @returns how many records are in the file
 */
export async function writeRecords(writing: Writing, pages: PageFile[], path: string): Promise<number> {
  if (countOf(pages) === 0) return 0;
  let written: number;
  try {
    written = await copy(writing, pages, path);
  } catch (error) {
    // The few faults that the screens leave to DuckDB, such as `{"a":tru}`: it refuses all pages for one of them.
    if (!isRefusal(error)) throw error;
    await mendRefused(writing, pages);
    written = await copy(writing, pages, path);
  }
  const expected = countOf(pages);
  const bad = written === expected ? 0 : await quarantineBad(writing, pages, path);
  if (written + bad !== expected) {
    throw new Error(`${expected} records came in, ${written} were written and ${bad} put into quarantine`);
  }
  return written;
}

function copy({ connection, key, shape, signal }: Writing, pages: PageFile[], path: string): Promise<number> {
  const files = pages.map((page) => page.path);
  const size = Math.max(...pages.map((page) => page.size));
  return connection.run(
    `COPY (
       SELECT _key, _updated, ${literal(key.job_id)} AS _job_id, ${literal(key.chunk_id)} AS _chunk_id,
         make_timestamptz(right(filename, ${timeDigits})::BIGINT) AS _fetched_at, record
       FROM (${goodRecords(files, shape, size)})
     ) TO ${literal(path)} (${parquet})`,
    [],
    signal,
  );
}

async function mendRefused(writing: Writing, pages: PageFile[]): Promise<void> {
  const { connection, quarantine, lake, signal } = writing;
  for (const [index, page] of pages.entries()) {
    try {
      await connection.query(`SELECT count(json) FROM ${readJson([page.path], page.size)}`, [], signal);
    } catch (error) {
      // A mended page is strict JSON; to refuse that is another fault.
      if (!isRefusal(error) || page.isMended) throw error;
      const { file, cutOut } = await mendPage(lake, page);
      pages[index] = file;
      await quarantine.addCutOut(file, cutOut, signal);
    }
  }
}

/** The file says how many records of each page are good. */
async function quarantineBad(
  { connection, quarantine, shape, signal }: Writing,
  pages: PageFile[],
  path: string,
): Promise<number> {
  const counts = await connection.query(
    `SELECT epoch_us(_fetched_at) AS fetched, count(*) AS n FROM read_parquet($1) GROUP BY ALL`,
    [path],
    signal,
  );
  const good = new Map(counts.map(({ fetched, n }) => [Number(fetched), Number(n)]));
  let bad = 0;
  for (const page of pages) {
    if (good.get(page.fetchedAt) !== page.records) bad += await quarantine.addFrom(page, shape, signal);
  }
  return bad;
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Invalid Input Error');
}

function countOf(pages: readonly PageFile[]): number {
  return pages.reduce((total, page) => total + page.records, 0);
}
