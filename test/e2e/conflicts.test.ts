import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { PipelineInput } from '../../workflows/shapes.ts';
import { againstJournal, noDifferences } from './against-journal.ts';
import { openCluster, type Cluster } from './cluster.ts';

let cluster: Cluster;
afterEach(() => cluster.close());

const records = { tickets: 200, time_entries: 100, companies: 20, contacts: 50 };
const acme = { tenant_id: 'acme' };
const tickets = { tenant_id: 'acme', table_name: 'connectwise/tickets' };

/** Every row is there in its newest version, whatever was read how often. */
async function expectEqual(): Promise<void> {
  const differences = await againstJournal(cluster);
  expect(differences.length).toBeGreaterThan(0);
  for (const { missing, invented, outdated } of differences) {
    expect({ missing, invented, outdated }).toEqual({ missing: [], invented: [], outdated: [] });
  }
}

test('two runs of one tenant at once: each table has one writer, the other run says whose it is', async () => {
  cluster = await openCluster({
    records,
    tenants: [acme],
    page_size_max: 20,
    faults: [{ kind: 'slow', delay_ms: 300 }],
  });
  await cluster.startWorker();
  const first = await cluster.start('run-1');
  while ((await cluster.state.plans.list('run-1')).length < 4) await pause(20);
  const second = await cluster.run('run-2');
  expect(second).toMatchObject({ status: 'partial', partial_tenants: 1, total_records_processed: 0 });
  expect(await first.result()).toMatchObject({ status: 'completed' });
  const differences = await againstJournal(cluster);
  expect(differences).toHaveLength(4);
  for (const { table, ...found } of differences) expect(found).toEqual(noDifferences);
});

test('a merge that fails makes its tenant partial, and the next run merges what it left', async () => {
  cluster = await openCluster({ records, tenants: [acme] });
  await cluster.startWorker();
  // A file where the canonical zone's folder should be.
  const obstacle = join(cluster.env['AVESA_DATA']!, 'lake', 'canonical');
  await rm(obstacle, { recursive: true, force: true });
  await writeFile(obstacle, '');
  const failed = await cluster.run('run-1');
  expect(failed).toMatchObject({ status: 'partial', tenant_results: [{ error: { type: 'LakeUnavailable' } }] });
  expect(await cluster.state.ledger.pending('acme')).toHaveLength(4);
  await rm(obstacle);
  expect(await cluster.run('run-2')).toMatchObject({ status: 'completed' });
  expect(await cluster.state.ledger.pending('acme')).toEqual([]);
  expect(await cluster.state.ledger.pointers()).toHaveLength(4);
  await expectEqual();
});

test('an old job that is resumed after a newer one reads only what it lacks, and moves no watermark back', async () => {
  cluster = await openCluster({
    records,
    tenants: [acme],
    settle: 0,
    page_size_max: 20,
    faults: [{ kind: 'unauthorized', table: 'tickets', when: { at: [15] } }],
  });
  await cluster.startWorker();
  const input: PipelineInput = { ...tickets, chunk_size_override: 40 };
  expect(await cluster.run('run-1', input)).toMatchObject({ status: 'partial' });
  expect(await cluster.state.tables.watermark(tickets)).toBeNull();
  await cluster.source.setFaults([]);
  await cluster.source.mutate({ share: 0.1 });
  expect(await cluster.run('run-2', input)).toMatchObject({ status: 'completed' });
  const after = await cluster.state.tables.watermark(tickets);
  const lacking = await cluster.state.chunks.totals({ ...tickets, job_id: 'run-1' });
  expect(lacking.completed).toBeLessThan(lacking.total);
  expect(await cluster.run('run-1~2', { resume_job_id: 'run-1' })).toMatchObject({
    job_id: 'run-1',
    status: 'completed',
  });
  expect((await cluster.state.chunks.totals({ ...tickets, job_id: 'run-1' })).completed).toBe(lacking.total);
  expect(await cluster.state.tables.watermark(tickets)).toBe(after);
  await expectEqual();
});

test.each([600, -600])("a source's clock that is %i seconds off loses no change", async (clock_skew) => {
  cluster = await openCluster({ records, tenants: 3, settle: 5, clock_skew });
  await cluster.startWorker();
  expect(await cluster.run('run-1')).toMatchObject({ status: 'completed' });
  const before = await cluster.state.tables.watermarks();
  await cluster.source.mutate({ share: 0.1, insert: 5, late: true });
  expect(await cluster.run('run-2')).toMatchObject({ status: 'completed' });
  await expectEqual();
  for (const { watermark, ...table } of before) {
    const now = await cluster.state.tables.watermark(table);
    expect(now! >= watermark!).toBe(true);
  }
});
