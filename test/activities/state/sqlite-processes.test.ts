import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSqliteState } from '../../../activities/state/sqlite.ts';
import type { Plan, StateStore } from '../../../activities/ports.ts';
import { now, planOf, rangesOf, table, takeLease, tenantOf, ttl } from './contract/given.ts';
import { startContender, transpileContender, type Contender } from './processes/start.ts';

let contender: Awaited<ReturnType<typeof transpileContender>>;
let folder: string;
let file: string;
let store: StateStore | undefined;
let processes: Contender[];

beforeAll(async () => {
  contender = await transpileContender();
});
afterAll(() => contender.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avesa-processes-'));
  file = join(folder, 'state.db');
  processes = [];
});
afterEach(async () => {
  for (const process of processes) await process.kill();
  await store?.close();
  store = undefined;
  await rm(folder, { recursive: true, force: true });
});

const start = async (count: number): Promise<Contender[]> => {
  const names = Array.from({ length: count }, (_, index) => `process-${index}`);
  processes.push(...(await Promise.all(names.map((name) => startContender(contender.path, file, name)))));
  return processes;
};
/** All at once. */
const askAll = async <T>(task: string): Promise<T[]> =>
  (await Promise.all(processes.map((process) => process.ask(task)))) as T[];
const sorted = (values: readonly string[]) => [...values].sort();
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

test('processes that open new files at once all get them', async () => {
  await start(4);
  expect(await askAll('open many')).toEqual(upTo(4).map(() => 'done'));
  store = await openSqliteState(`${file}-0`);
  await store.tenants.put(tenantOf('acme'));
  expect(await store.tenants.list()).toHaveLength(1);
});

test('of what processes do at once nothing is lost, and nothing is done twice', async () => {
  store = await openSqliteState(file);
  const written = planOf('written', { table_name: 'shared/written', total_chunks: 1 });
  const lease = await takeLease(store, 'shared', { key: written });
  await takeLease(store, 'shared', { key: { ...table, table_name: 'shared/planned' } });
  await store.plans.create(written, rangesOf(1), lease);
  await start(4);
  await askAll('open');

  const leases = await askAll<string[]>('leases');
  expect(sorted(leases.flat())).toEqual(sorted(upTo(100).map((round) => `wanted/${round}`)));

  const jobs = await askAll<[string, string[]]>('job');
  expect(new Set(jobs.map((job) => JSON.stringify(job))).size).toBe(1);
  expect(jobs[0]![1]).toEqual([jobs[0]![0]]);
  expect(await store.jobs.get('made')).toMatchObject({ api_calls: 400, api_errors: 800 });

  const plans = await askAll<[Plan, number]>('plan');
  expect(new Set(plans.map((plan) => JSON.stringify(plan))).size).toBe(1);
  expect(plans[0]![0].total_chunks).toBe(plans[0]![1]);

  const accepted = await askAll<number[]>('append');
  expect(accepted.flat().sort((a, b) => a - b)).toEqual(upTo(100));
  expect(await store.chunks.list(written, 0, 1)).toMatchObject([
    { sequence: 100, parts: 100, records_processed: 1_000 },
  ]);

  const tokens = await askAll<number>('take');
  expect(tokens.reduce((sum, taken) => sum + taken)).toBe(150);

  await askAll('fail');
  expect(await store.breakers.list()).toHaveLength(50);
  expect((await store.breakers.list()).every(({ state, failures }) => state === 'OPEN' && failures === 5)).toBe(true);
  const probes = await askAll<string[]>('probe');
  expect(sorted(probes.flat())).toEqual(sorted(upTo(50).map((key) => `service ${key}`)));

  const merges = await askAll<number[]>('merge');
  expect(merges.flat().sort((a, b) => a - b)).toEqual(upTo(100).map((version) => version + 1));
});

test('what a killed process was doing is there as a whole or not at all, and nobody waits for it', async () => {
  store = await openSqliteState(file);
  await start(3);
  await askAll('open');
  await askAll('runs');
  for (const process of processes.splice(0)) await process.kill();
  for (const { tenant_id, table_name } of await store.tables.list()) {
    const manifests = (await store.ledger.pending(tenant_id)).filter((one) => one.table_name === table_name);
    const latest = manifests.reduce((a, b) => (a.as_of! > b.as_of! ? a : b));
    expect(await store.tables.watermark({ tenant_id, table_name })).toBe(latest.as_of);
    for (const { manifest_id, job_id } of manifests) {
      expect(await store.ledger.parts(manifest_id)).toHaveLength(3);
      expect(await store.chunks.totals({ job_id, tenant_id, table_name })).toMatchObject({ completed: 3, total: 3 });
    }
    // The run in which the process died, if it had begun.
    const next = { job_id: `${table_name.split('/')[1]!}-${manifests.length}`, tenant_id, table_name };
    const plan = await store.plans.get(next);
    expect(await store.chunks.totals(next)).toMatchObject({ total: plan?.total_chunks ?? 0 });
    for (const chunk of await store.chunks.list(next, 0, 3)) {
      expect([chunk.sequence, chunk.parts, chunk.records_processed]).toEqual(
        chunk.status === 'completed' ? [1, 1, 10] : [0, 0, 0],
      );
    }
    await takeLease(store, 'heir', { key: { tenant_id, table_name }, at: now + 1_000_000 * ttl });
  }
  expect(await store.tables.list()).toHaveLength(3);
});

test('while another process holds the file the event loop is free, and then all that waited is done', async () => {
  store = await openSqliteState(file);
  const [holder] = await start(1);
  await holder!.ask('hold');
  const waiting = Promise.all([
    store.tenants.put(tenantOf('acme')),
    store.limits.take('key', { per_second: 1, burst: 5 }, now),
    store.breakers.failure('key', now),
    takeLease(store, 'job-1'),
  ]);
  // Reading is possible meanwhile in a handle of its own, and shows nothing yet.
  const reader = await openSqliteState(file);
  expect(await reader.tenants.list()).toEqual([]);
  await holder!.ask('let go');
  await waiting;
  expect(await reader.tenants.list()).toHaveLength(1);
  expect(await reader.breakers.list()).toHaveLength(1);
  await reader.close();
});

test.each([
  { case: 'a folder', path: 'sealed/state.db', says: /the folder .*sealed is not writable; change its permissions$/ },
  { case: 'a file', path: 'state.db', says: /state\.db is not writable; change its permissions$/ },
])('$case without the right to write is named', async ({ path, says }) => {
  await (await openSqliteState(file)).close();
  await chmod(file, 0o444);
  await mkdir(join(folder, 'sealed'));
  await chmod(join(folder, 'sealed'), 0o555);
  await chmod(folder, 0o777);
  file = join(folder, path);
  const [process] = await start(1);
  await process!.ask('give up rights');
  expect(await process!.ask('open')).toEqual({
    error: 'InvalidConfiguration',
    message: expect.stringMatching(says) as string,
  });
});
