import type { DuckdbConnection } from '../duckdb.ts';
import type { CanonicalPointer } from '../ports.ts';

/**
 * A canonical table is divided into files by a hash of its rows' keys, so that a merge rewrites only those that change. A
 * file's name says which it is of how many: `3of8.parquet`.
 */

/** Rows that one file should hold at most. */
const rowsPerBucket = 100_000;

export interface CurrentFiles {
  /** The number of buckets has changed: each new one has rows of several old files. */
  rebucketed: boolean;
  /** Paths of the files that may hold rows of this bucket. */
  of(bucket: number): string[];
  /** Lake names of the files that stay when these buckets are rewritten. */
  untouched(touched: readonly number[]): string[];
}

export function currentFiles(pointer: CanonicalPointer, paths: readonly string[], buckets: number): CurrentFiles {
  const files = pointer.files.map((name, index) => ({ name, path: paths[index]!, ...placeOf(name) }));
  const rebucketed = files.some(({ of }) => of !== buckets);
  return {
    rebucketed,
    of: (bucket) => files.filter((file) => rebucketed || file.bucket === bucket).map(({ path }) => path),
    untouched: (touched) => files.filter(({ bucket }) => !touched.includes(bucket)).map(({ name }) => name),
  };
}

/** How many buckets the table has after the merge: a power of two that only grows. */
export async function bucketsFor(
  connection: DuckdbConnection,
  about: { pointer: CanonicalPointer; stored: readonly string[]; parts: readonly string[]; signal: AbortSignal },
): Promise<number> {
  const { pointer, stored, parts, signal } = about;
  const files = [...stored, ...parts];
  if (files.length === 0) return 1;
  const [row] = await connection.query('SELECT sum(num_rows) AS n FROM parquet_file_metadata($1)', [files], signal);
  const needed = 2 ** Math.ceil(Math.log2(Math.max(1, Number(row!['n']) / rowsPerBucket)));
  return Math.max(needed, ...pointer.files.map((name) => placeOf(name).of));
}

function placeOf(name: string): { bucket: number; of: number } {
  const [, bucket, of] = /\/(\d+)of(\d+)\.parquet$/.exec(name) ?? [];
  if (bucket === undefined || of === undefined) throw new Error(`'${name}' is no file of a canonical table`);
  return { bucket: Number(bucket), of: Number(of) };
}
