import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Agent, request } from 'undici';
import { serveParent } from './child.ts';
import { firstPage, rowsPerFile, type Reading } from './reading.ts';

export interface FloorInput extends Reading {
  lake: string;
}
export interface FloorPart {
  input: FloorInput;
  ready: { seconds: number };
  end: null;
}

/**
 * The floor: what reading the same pages and writing the same columns costs when nothing else is done. No plan, no checkpoint,
 * no retry, no check of what comes.
 */
serveParent<FloorPart>(async (reading) => {
  const started = performance.now();
  const duckdb = await DuckDBInstance.create(':memory:');
  const dispatcher = new Agent({ connections: reading.ranges.length });
  await Promise.all(reading.ranges.map((range, index) => copyRange(duckdb, dispatcher, reading, range, String(index))));
  const seconds = (performance.now() - started) / 1000;
  await dispatcher.close();
  duckdb.closeSync();
  return { ready: { seconds }, end: () => Promise.resolve(null) };
});

async function copyRange(
  duckdb: DuckDBInstance,
  dispatcher: Agent,
  reading: FloorInput,
  range: string,
  name: string,
): Promise<void> {
  const connection = await duckdb.connect();
  let next: string | undefined = firstPage(reading, range);
  for (let part = 0; next !== undefined; part++) {
    const files: string[] = [];
    while (next !== undefined && files.length * reading.page_size < rowsPerFile) {
      const page = await fetchPage(next, dispatcher, reading.headers);
      const file = join(reading.lake, `${name}-${files.length}.json`);
      await writeFile(file, page.body);
      files.push(file);
      next = page.next;
    }
    await connection.run(`
      COPY (
        SELECT json ->> '$.id' AS _key, CAST(json ->> '$._info.lastUpdated' AS TIMESTAMPTZ) AS _updated, 'job' AS _job_id,
               '${name}' AS _chunk_id, now() AS _fetched_at, json AS record
        FROM read_json_objects([${files.map((file) => `'${file}'`).join(', ')}], format = 'array')
      ) TO '${join(reading.lake, `${name}-${part}.parquet`)}' (FORMAT parquet, COMPRESSION zstd)`);
    await Promise.all(files.map((file) => rm(file)));
  }
  connection.closeSync();
}

async function fetchPage(url: string, dispatcher: Agent, headers: Record<string, string>) {
  const answer = await request(url, { dispatcher, headers });
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
  const body = new Uint8Array(await answer.body.arrayBuffer());
  return { body, next: /<([^>]+)>; rel="next"/.exec(String(answer.headers['link'] ?? ''))?.[1] };
}
