import { readFile } from 'node:fs/promises';
import { onTestFinished } from 'vitest';
import { withConnection } from '../../../activities/duckdb.ts';
import type { Part, Ports, RecordShape } from '../../../activities/ports.ts';
import { framePage } from '../../../activities/raw/frame-page.ts';
import type { PageRecords } from '../../../activities/raw/page-file.ts';
import { openPartWriter, type PartWriter } from '../../../activities/raw/part-writer.ts';
import { openPlace } from '../place.ts';

export const key = { tenant_id: 'acme', job_id: 'job-1', table_name: 'demo/things', chunk_id: '0' };
export const shape: RecordShape = { records: '', key: '/id', updated: null };
export const time = Date.UTC(2024, 0, 2, 3, 4, 5, 678);

/** A real lake and DuckDB in a folder of their own, with a clock that stands still. */
export async function partPlace(): Promise<Ports> {
  const place = await openPlace({ clock: { now: () => time } });
  onTestFinished(() => place.close());
  return place.ports;
}

export async function openWriter(
  ports: Ports,
  about: { shape?: Partial<RecordShape>; token?: string; signal?: AbortSignal } = {},
): Promise<PartWriter> {
  const writer = await openPartWriter(ports, {
    key,
    attempt_token: about.token ?? 'token',
    shape: { ...shape, ...about.shape },
    signal: about.signal ?? new AbortController().signal,
  });
  onTestFinished(() => writer.close());
  return writer;
}

/** A page as a source hands it on. @throws InvalidPage */
export function pageOf(page: string | Uint8Array, pointer = ''): PageRecords {
  const body = Buffer.from(page);
  return { body, ...framePage(body, pointer) };
}

export async function rowsOf(ports: Ports, part: Part | null, columns: string): Promise<Record<string, unknown>[]> {
  if (part === null) return [];
  const [path = ''] = await ports.lake.fetch([part.name]);
  return withConnection(ports.duckdb, (connection) =>
    connection.query(`SELECT ${columns} FROM read_parquet($1, file_row_number = true) ORDER BY file_row_number`, [
      path,
    ]),
  );
}

export async function recordsOf(ports: Ports, part: Part | null): Promise<string[]> {
  return (await rowsOf(ports, part, 'record::VARCHAR AS record')).map(({ record }) => String(record));
}

export interface BadRow {
  page: number;
  index: number;
  reason: string;
  bytes: Uint8Array;
}
export async function badOf(ports: Ports, part: Part | null): Promise<BadRow[]> {
  return (await rowsOf(ports, part, 'page, "index", reason, bytes')) as unknown as BadRow[];
}

export const sizeOf = async (ports: Ports, part: Part): Promise<number> => {
  const [path = ''] = await ports.lake.fetch([part.name]);
  return (await readFile(path)).length;
};
