import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { InvalidConfiguration } from '../../activities/errors.ts';

/** sha256 of a file's bytes. @throws InvalidConfiguration when it cannot be read */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    throw new InvalidConfiguration(`file ${path}: cannot be read: ${(error as Error).message}`, { cause: error });
  }
  return hash.digest('hex');
}

/**
 * The JSON texts of a file's records, by its name's ending. JSON's are the file's own; CSV has no types, so that its values are
 * texts; of Parquet, decimals, which a JSON number would round, are texts, and NaN and infinities are null.
 * @throws InvalidConfiguration
 */
export async function readFileRecords(path: string): Promise<string[]> {
  const ending = /\.(json|ndjson|jsonl|csv|tsv|parquet)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined) {
    throw new InvalidConfiguration(`file ${path}: its name must end in .json, .ndjson, .jsonl, .csv, .tsv or .parquet`);
  }
  if (ending === 'json') await checkEnd(path);
  try {
    return await withDuckDB(async (connection) => {
      const query = await recordsQuery(connection, ending, quoted(resolve(path)));
      const reader = await connection.runAndReadAll(query);
      return reader.getRows().map(([record]) => record as string);
    });
  } catch (error) {
    throw new InvalidConfiguration(`file ${path}: ${(error as Error).message.split('\n')[0]!}`, { cause: error });
  }
}

/** DuckDB takes an array that is cut behind a comma for a whole one. */
async function checkEnd(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const partAt = async (position: number) =>
      (await file.read({ buffer: Buffer.alloc(4096), position })).buffer
        .toString('latin1')
        .replaceAll('\0', ' ')
        .trim();
    const [start, end] = [await partAt(0), await partAt(Math.max(0, size - 4096))];
    if (start.startsWith('[') && !end.endsWith(']'))
      throw new InvalidConfiguration(`file ${path}: its list has no end: it is cut`);
  } finally {
    await file.close();
  }
}

/** Only loaded when there are files: most demo sources have none. */
async function withDuckDB<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const offline = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };
  const instance = await DuckDBInstance.create(':memory:', offline);
  try {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return await work(connection);
  } finally {
    instance.closeSync();
  }
}

async function recordsQuery(connection: DuckDBConnection, ending: string, path: string): Promise<string> {
  if (ending === 'csv' || ending === 'tsv') {
    return `SELECT to_json(t)::VARCHAR FROM read_csv(${path}, header = true, all_varchar = true) t`;
  }
  if (ending !== 'parquet')
    return `SELECT json::VARCHAR FROM read_json_objects(${path}, maximum_object_size = 67108864)`;
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${path})`);
  const columns = described.getRows().map(([name, type]) => lossless(String(name), String(type)));
  return `SELECT to_json(t)::VARCHAR FROM (SELECT ${columns.join(', ')} FROM read_parquet(${path})) t`;
}

function lossless(name: string, type: string): string {
  const column = `"${name.replaceAll('"', '""')}"`;
  if (type.startsWith('DECIMAL')) return `${column}::VARCHAR AS ${column}`;
  if (/^(FLOAT|DOUBLE)$/.test(type)) return `CASE WHEN isfinite(${column}) THEN ${column} END AS ${column}`;
  return column;
}

const quoted = (path: string) => `'${path.replaceAll("'", "''")}'`;
