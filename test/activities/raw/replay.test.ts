import { expect, onTestFinished, test } from 'vitest';
import { InvalidInput } from '../../../activities/errors.ts';
import type { Ports } from '../../../activities/ports.ts';
import { readQuarantine } from '../../../activities/raw/quarantine.ts';
import { replayQuarantine, type ReplayRequest } from '../../../activities/raw/replay.ts';
import { Killed, killedAt } from '../killed.ts';
import { committed, openPlace } from '../place.ts';
import { commitPages } from './commit-pages.ts';

const table = { tenant_id: 'acme', table_name: 'demo/things' };
const shape = { records: '', key: '/id', updated: null };
const signal = new AbortController().signal;

/** Two parts with bad records, and one of them in quarantine for each reason. */
async function start(): Promise<{ ports: Ports; name: string }> {
  let now = Date.UTC(2024, 0, 2);
  const place = await openPlace({ clock: { now: () => (now += 1000) } });
  onTestFinished(() => place.close());
  const pages = ['[{"id":1},{"code":2},{"id":3,"x":NaN}]', '[{"id":4},{"id":"\xff"},{"code":5}]'];
  await commitPages(place.ports, { job_id: 'job-1', parts: [pages] });
  const [file] = await place.ports.state.quarantine.list(table);
  return { ports: place.ports, name: file!.name };
}
const replay = ({ ports, name }: { ports: Ports; name: string }, about: Partial<ReplayRequest> = {}) =>
  replayQuarantine(ports, { name, shape, signal, ...about });
const texts = (records: { bytes: Uint8Array }[]) => records.map(({ bytes }) => Buffer.from(bytes).toString('latin1'));

test('a quarantine file is read back in order, whole or piece by piece', async () => {
  const { ports, name } = await start();
  const records = await readQuarantine(ports, name);
  expect(records.map(({ page, index, reason }) => [page, index, reason])).toEqual([
    [0, 1, 'no key'],
    [0, 2, 'NaN or Infinity'],
    [1, 1, 'invalid UTF-8'],
    [1, 2, 'no key'],
  ]);
  expect(texts(records)).toEqual(['{"code":2}', '{"id":3,"x":NaN}', '{"id":"\xff"}', '{"code":5}']);
  expect(await readQuarantine(ports, name, { offset: 1, limit: 2 })).toEqual(records.slice(1, 3));
});

test('what is good by other rules is committed under a job of its own, the rest stays in quarantine', async () => {
  const { ports, name } = await start();
  const before = await readQuarantine(ports, name);
  const replayed = await replay({ ports, name }, { shape: { ...shape, key: '/code' } });
  expect(replayed).toEqual({
    job_id: expect.stringMatching(/^replay-[0-9a-f]{24}$/) as string,
    replayed: 2,
    still_bad: 2,
  });
  expect(await committed(ports, table)).toEqual(['{"code":2}', '{"code":5}', '{"id":1}', '{"id":4}']);
  const files = await ports.state.quarantine.list(table);
  expect(files.map(({ job_id, rows, accepted }) => ({ job_id, rows, accepted }))).toEqual([
    { job_id: 'job-1', rows: 4, accepted: true },
    { job_id: replayed.job_id, rows: 2, accepted: false },
  ]);
  const still = await readQuarantine(ports, files[1]!.name);
  expect(texts(still)).toEqual(['{"id":3,"x":NaN}', '{"id":"\xff"}']);
  expect(still.map(({ fetched_at }) => fetched_at)).toEqual([before[0]!.fetched_at, before[2]!.fetched_at]);
  expect(await ports.state.jobs.get(replayed.job_id!)).toMatchObject({ status: 'completed' });
  expect((await ports.state.ledger.pending('acme')).map(({ job_id }) => job_id).sort()).toEqual([
    'job-1',
    replayed.job_id,
  ]);
});

test('corrected records are committed as they were corrected', async () => {
  const { ports, name } = await start();
  const corrections = [
    { page: 0, index: 2, bytes: Buffer.from(' {"id":3,"x":null}\n') },
    { page: 1, index: 2, bytes: Buffer.from('{"id":5') },
  ];
  expect(await replay({ ports, name }, { corrections })).toMatchObject({ replayed: 1, still_bad: 3 });
  expect(await committed(ports, table)).toEqual(['{"id":1}', '{"id":3,"x":null}', '{"id":4}']);
  const [, left] = await ports.state.quarantine.list(table);
  expect(texts(await readQuarantine(ports, left!.name))).toEqual(['{"code":2}', '{"id":"\xff"}', '{"id":5']);
});

test('a replayed record is as old as it was: a newer version stays the newer one', async () => {
  const { ports, name } = await start();
  const corrections = [{ page: 0, index: 2, bytes: Buffer.from('{"id":3,"x":0}') }];
  await commitPages(ports, { job_id: 'job-2', parts: [['[{"id":3,"x":1}]']] });
  await replay({ ports, name }, { corrections });
  expect(await newest(ports, '3')).toBe('{"id":3,"x":1}');
});

test('where nothing is good now, nothing changes', async () => {
  const { ports, name } = await start();
  expect(await replay({ ports, name })).toEqual({ job_id: null, replayed: 0, still_bad: 4 });
  expect(await ports.state.quarantine.list(table)).toMatchObject([{ name, rows: 4, accepted: false }]);
  expect(await committed(ports, table)).toEqual(['{"id":1}', '{"id":4}']);
  expect(await replay({ ports, name }, { shape: { ...shape, key: '/code' } })).toMatchObject({ replayed: 2 });
});

test('the watermark stays where it is', async () => {
  const { ports, name } = await start();
  const watermark = await ports.state.tables.watermark(table);
  await replay({ ports, name }, { shape: { ...shape, key: '/code' } });
  expect(await ports.state.tables.watermark(table)).toBe(watermark);
});

test('a file that is unknown, seen to, or of a table that is being written is refused', async () => {
  const { ports, name } = await start();
  await expect(replay({ ports, name: 'quarantine/x' })).rejects.toThrow(/no quarantine file 'quarantine\/x'/);
  const correction = { page: 7, index: 0, bytes: Buffer.from('{}') };
  await expect(replay({ ports, name }, { corrections: [correction] })).rejects.toThrow(/no record 0 of page 7/);
  const lease = await ports.state.leases.acquire(table, { owner: 'x', job_id: 'job-9' }, ports.clock.now(), 1e9);
  const byCode = { shape: { ...shape, key: '/code' } };
  await expect(replay({ ports, name }, byCode)).rejects.toThrow(/being written by job 'job-9'/);
  if (lease.acquired) await ports.state.leases.release(table, lease);
  await replay({ ports, name }, byCode);
  await expect(replay({ ports, name }, byCode)).rejects.toThrow(InvalidInput);
});

test('killed around any of its calls and begun again, a replay commits each record once', async () => {
  const byCode = { shape: { ...shape, key: '/code' } };
  for (const moment of ['before', 'after'] as const) {
    for (let call = 1, dies = true; dies; call += 1) {
      const { ports, name } = await start();
      const dying = killedAt(ports, call, moment);
      const error = await replay({ ports: dying.ports, name }, byCode).then(
        () => undefined,
        (failure: unknown) => failure,
      );
      dies = dying.dead();
      if (dies) expect(error).toBeInstanceOf(Killed);
      const [file] = await ports.state.quarantine.list({ ...table, job_id: 'job-1' });
      if (file?.accepted === false) await replay({ ports, name }, byCode);
      expect(await committed(ports, table), `${moment} call ${call}`).toEqual([
        '{"code":2}',
        '{"code":5}',
        '{"id":1}',
        '{"id":4}',
      ]);
    }
  }
});

async function newest(ports: Ports, key: string): Promise<string | undefined> {
  const { createViews } = await import('../../../activities/lake/views.ts');
  const { withConnection } = await import('../../../activities/duckdb.ts');
  return withConnection(ports.duckdb, async (connection) => {
    await createViews(ports, connection);
    const [row] = await connection.query('SELECT record::VARCHAR AS record FROM latest.demo_things WHERE _key = $1', [
      key,
    ]);
    return row?.['record'] as string | undefined;
  });
}
