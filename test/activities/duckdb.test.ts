import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { identifier, literal, openDuckdb, withConnection, type Duckdb } from '../../activities/duckdb.ts';
import { createGate } from '../../activities/gate.ts';

const start = async (settings: { memoryLimit?: string; threads?: number } = {}): Promise<Duckdb> => {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-duckdb-'));
  const duckdb = await openDuckdb({ tempDirectory: join(folder, 'temp'), ...settings });
  onTestFinished(async () => {
    await duckdb.close();
    await rm(folder, { recursive: true });
  });
  return duckdb;
};
/** Would take hours. */
const endless = 'SELECT count(*) AS n FROM range(1000000000) a, range(1000000000) b WHERE (a.range * b.range) % 7 = 3';
const never = new AbortController().signal;

test('rows come as plain values', async () => {
  const connection = await (await start()).connect();
  const sql = `SELECT 1::BIGINT AS a, 2 AS b, 'x' AS c, NULL AS d, TIMESTAMPTZ '2024-01-01 00:00:00Z' AS e, '\\xFF'::BLOB AS f`;
  expect(await connection.query(sql)).toEqual([
    { a: 1n, b: 2, c: 'x', d: null, e: new Date('2024-01-01T00:00:00Z'), f: Buffer.from([255]) },
  ]);
});

test.each<[string, Parameters<Awaited<ReturnType<Duckdb['connect']>>['query']>[1], unknown]>([
  ["$1 || '!'", ["it's"], "it's!"],
  ['$1 + $2', [1, 2.5], 3.5],
  ['$1::BIGINT', [9007199254740993n], 9007199254740993n],
  ['$1 IS NULL', [null], true],
  ['NOT $1', [true], false],
  ['octet_length($1::BLOB)', [new Uint8Array([0, 255])], 2n],
  ['len($1)', [['a', 'b']], 2n],
  ['len($1)', [[]], 0n],
])('%s with its parameters gives what they are', async (expression, parameters, expected) => {
  const connection = await (await start()).connect();
  expect(await connection.query(`SELECT ${expression} AS v`, parameters)).toEqual([{ v: expected }]);
});

test('a statement that writes says how many rows', async () => {
  const connection = await (await start()).connect();
  await connection.run('CREATE TEMP TABLE t (a INTEGER)');
  expect(await connection.run('INSERT INTO t SELECT range FROM range(7)')).toBe(7);
  expect(await connection.run('DELETE FROM t WHERE a < $1', [3])).toBe(3);
});

test('a large result is read batch by batch, with the columns before the rows', async () => {
  const connection = await (await start()).connect();
  const { columns, batches } = await connection.read('SELECT range AS "n", range::VARCHAR AS "n" FROM range(10000)');
  expect(columns.map(({ type }) => type)).toEqual(['BIGINT', 'VARCHAR']);
  expect(new Set(columns.map(({ name }) => name)).size).toBe(2);
  const rows = [];
  for await (const batch of batches) {
    expect(batch.length).toBeLessThan(10_000);
    rows.push(...batch);
  }
  expect(rows).toHaveLength(10_000);
  expect(rows.at(-1)).toEqual(['9999', '9999']);
});

test('times are UTC, wherever the process is', async () => {
  const connection = await (await start()).connect();
  expect(await connection.query(`SELECT current_setting('TimeZone') AS zone`)).toEqual([{ zone: 'UTC' }]);
});

test('json, parquet and icu are there; nothing is loaded from the network', async () => {
  const connection = await (await start()).connect();
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.end();
  }).listen(0);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const loaded = await connection.query(
    `SELECT extension_name AS n FROM duckdb_extensions() WHERE loaded AND extension_name IN ('json', 'parquet', 'icu')`,
  );
  expect(loaded).toHaveLength(3);
  await expect(connection.query(`FROM 'http://127.0.0.1:${port}/x.parquet'`)).rejects.toThrow(/httpfs/);
  expect(requests).toBe(0);
});

test.each(['before it begins', 'while it runs'])(
  'a query that is stopped %s throws the reason of the stop',
  async (when) => {
    const connection = await (await start()).connect();
    const stop = new AbortController();
    const reason = new Error('enough');
    const query = connection.query(endless, [], stop.signal);
    if (when === 'while it runs') await new Promise(setImmediate);
    stop.abort(reason);
    await expect(query).rejects.toBe(reason);
    expect(await connection.query('SELECT 1 AS a')).toEqual([{ a: 1 }]);
    await expect(connection.query('SELECT 1 AS a', [], stop.signal)).rejects.toBe(reason);
  },
);

test('what waits for its turn can be stopped, and others go on', async () => {
  const duckdb = await start({ threads: 1 });
  const [busy, waiting] = [await duckdb.connect(), await duckdb.connect()];
  const [stopBusy, stopWaiting] = [new AbortController(), new AbortController()];
  const running = busy.query(endless, [], stopBusy.signal);
  const queued = waiting.query('SELECT 1 AS a', [], stopWaiting.signal);
  stopWaiting.abort(new Error('no longer'));
  await expect(queued).rejects.toThrow('no longer');
  stopBusy.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
  expect(await waiting.query('SELECT 1 AS a')).toEqual([{ a: 1 }]);
});

test('closing ends what runs; closing twice is fine', async () => {
  const duckdb = await start();
  const connection = await duckdb.connect();
  const query = expect(connection.query(endless)).rejects.toThrow('closed');
  await duckdb.close();
  await query;
  await connection.close();
});

test('temporary tables belong to their connection', async () => {
  const duckdb = await start();
  await withConnection(duckdb, (connection) => connection.run('CREATE TEMP TABLE t AS SELECT 1'));
  await withConnection(duckdb, (connection) => expect(connection.query('FROM t')).rejects.toThrow(/does not exist/));
});

test.each([{ memoryLimit: 'much' }, { threads: 0 }])('%j is refused in words', async (settings) => {
  await expect(start(settings)).rejects.toThrow(/a limit is written 2GB, threads are at least 1/);
});

test.each(["it's", '"', '""', 'select', 'a b', "\\'", 'é\u{1F600}'])(
  '%j is quoted as a name and as a text',
  async (text) => {
    const connection = await (await start()).connect();
    expect(await connection.query(`SELECT ${literal(text)} AS ${identifier(text)}`)).toEqual([{ [text]: text }]);
  },
);

test('a gate lets as many in as it may, in order, whatever becomes of them', async () => {
  const gate = createGate(2);
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const enter = (name: string) =>
    gate.run(async () => {
      log.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (name === 'b') throw new Error('failed');
    }, never);
  const tasks = ['a', 'b', 'c', 'd'].map((name) => enter(name).catch(() => undefined));
  await new Promise(setImmediate);
  expect(log).toEqual(['a', 'b']);
  for (let done = 0; done < tasks.length; done += 1) {
    ends[done]!();
    await new Promise(setImmediate);
    expect(log).toEqual(['a', 'b', 'c', 'd'].slice(0, Math.min(4, done + 3)));
  }
  await Promise.all(tasks);
});
