import { InvalidConfiguration, LakeUnavailable } from '../errors.ts';
import type { ChunkKey, Lake, Part, Ports, RecordShape } from '../ports.ts';
import { writePage, writePieces, type PageFile, type PageRecords, type Written } from './page-file.ts';
import { partName } from './part-names.ts';
import { createQuarantineTable } from './quarantine-table.ts';
import { writeRecords } from './write-records.ts';

export interface PartWriter {
  /**
   * Takes in one checked page. Of its records those count as bad that are no strict JSON objects; whether the others have a
   * key and an update value, `finish` finds out.
   * @throws LakeUnavailable
   */
  add(page: PageRecords): Promise<{ rows: number; bad: number }>;
  /** Takes in records that were read before, as one page; `fetchedAt` in microseconds since 1970. @throws LakeUnavailable */
  addRecords(records: readonly Uint8Array[], fetchedAt: number): Promise<{ rows: number; bad: number }>;
  /** So far, not yet finished; `bytes` as they came. */
  readonly rows: number;
  readonly bad: number;
  readonly bytes: number;
  /**
   * Writes and publishes what was added, under names that hold job, chunk, sequence and attempt token; the writer is empty
   * again. The parts' own rows are the counts that hold. After a failure it can only be closed.
   * @throws LakeUnavailable
   */
  finish(sequence: number): Promise<{ part: Part | null; quarantine: Part | null }>;
  /** Removes what was added and not finished. */
  close(): Promise<void>;
}

/**
 * Pages become files, and all files of a part go through DuckDB together: no record is touched one by one in JavaScript,
 * unless something is wrong with its page. Memory does not grow with what was added.
 */
export async function openPartWriter(
  { lake, duckdb, clock }: Pick<Ports, 'lake' | 'duckdb' | 'clock'>,
  about: { key: ChunkKey; attempt_token: string; shape: RecordShape; signal: AbortSignal },
): Promise<PartWriter> {
  const { key, shape, signal, attempt_token } = about;
  checkPointers(shape);
  const connection = await duckdb.connect();
  const quarantine = await createQuarantineTable(connection, key);
  let pages: PageFile[] = [];
  let count = { rows: 0, bad: 0, bytes: 0 };
  let fetchedAt = 0;

  const clear = async () => {
    for (const { path } of pages) await lake.discard(path);
    pages = [];
    count = { rows: 0, bad: 0, bytes: 0 };
  };
  const publish = async (zone: 'raw' | 'quarantine', sequence: number, write: (path: string) => Promise<number>) => {
    const name = partName(zone, key, sequence, attempt_token);
    const path = await lake.stage(name);
    try {
      const rows = await write(path);
      return rows === 0 ? null : { name, rows, ...(await lake.publish(path, name)) };
    } catch (error) {
      return await asLakeFault(lake, error);
    } finally {
      await lake.discard(path);
    }
  };
  const keep = async (writing: Promise<Written>, size: number) => {
    const { file, cutOut } = await writing;
    pages.push(file);
    await quarantine.addCutOut(file, cutOut, signal);
    const { rows, bad, bytes } = count;
    count = { rows: rows + file.records, bad: bad + cutOut.length, bytes: bytes + size };
    return { rows: file.records, bad: cutOut.length };
  };
  return {
    get rows() {
      return count.rows;
    },
    get bad() {
      return count.bad;
    },
    get bytes() {
      return count.bytes;
    },
    add(page) {
      // In microseconds, so that each page counts as later than the one before.
      fetchedAt = Math.max(fetchedAt + 1, clock.now() * 1000);
      return keep(writePage(lake, { page, number: pages.length, fetchedAt }), page.body.length);
    },
    addRecords(pieces, readAt) {
      const bytes = pieces.reduce((total, piece) => total + piece.length, 0);
      return keep(writePieces(lake, { pieces, number: pages.length, fetchedAt: readAt }), bytes);
    },
    async finish(sequence) {
      const part = await publish('raw', sequence, (path) =>
        writeRecords({ connection, quarantine, lake, key, shape, signal }, pages, path),
      );
      const bad = await quarantine.count();
      const bytes = await publish('quarantine', sequence, async (path) => {
        if (bad > 0) await quarantine.copyTo(path, signal);
        return bad;
      });
      await quarantine.clear();
      await clear();
      return { part, quarantine: bytes };
    },
    async close() {
      await connection.close();
      await clear();
    },
  };
}

/** DuckDB tells a full or lost disk in its own words. */
async function asLakeFault(lake: Lake, error: unknown): Promise<never> {
  if (error instanceof Error && error.message.startsWith('IO Error')) {
    await lake.check();
    throw new LakeUnavailable(`the lake: ${error.message.split('\n')[0] ?? ''}; check the disk`, { cause: error });
  }
  throw error;
}

function checkPointers({ records, key, updated }: RecordShape): void {
  for (const pointer of [records, key, updated ?? '']) {
    // https://www.rfc-editor.org/rfc/rfc6901#section-3
    if (!/^(?:\/(?:[^~/]|~[01])*)*$/.test(pointer)) {
      throw new InvalidConfiguration(`'${pointer}' is no JSON pointer; one is written /id or /_info/lastUpdated`);
    }
  }
}
