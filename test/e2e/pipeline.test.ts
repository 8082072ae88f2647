import { afterEach, expect, test } from 'vitest';
import { againstJournal, noDifferences } from './against-journal.ts';
import { openCluster, type Cluster } from './cluster.ts';

let cluster: Cluster | undefined;
afterEach(async () => {
  await cluster?.close();
  cluster = undefined;
});

const records = { tickets: 300, time_entries: 200, companies: 40, contacts: 100 };

test('a single tenant and table: one tenant, completed, and only that table read', async () => {
  cluster = await openCluster({ records, tenants: 3, bad_share: 0.01 });
  await cluster.startWorker();
  const result = await cluster.run('run-1', { tenant_id: 'acme', table_name: 'connectwise/tickets' });
  expect(result).toMatchObject({ status: 'completed', total_tenants: 1, successful_tenants: 1 });
  expect(await againstJournal(cluster)).toEqual([{ table: 'acme/connectwise/tickets', ...noDifferences }]);
});

test('many tenants of which some are broken: at least 90 % succeed, the others are failed and named', async () => {
  const tenants = Array.from({ length: 20 }, (_, index) => ({
    tenant_id: `tenant-${index}`,
    api: index % 2 === 0 ? ('connectwise' as const) : ('generic' as const),
  }));
  cluster = await openCluster({ records, tenants, faults: [{ kind: 'unauthorized', tenant: 'tenant-7' }] });
  await cluster.startWorker();
  const result = await cluster.run('run-1', { tenant_id: null });
  expect(result).toMatchObject({ status: 'partial', total_tenants: 20, successful_tenants: 19, failed_tenants: 1 });
  expect(result.tenant_results.filter(({ status }) => status === 'failed')).toMatchObject([
    { tenant_id: 'tenant-7', error: { type: 'Unauthorized' } },
  ]);
  const differences = await againstJournal(cluster);
  expect(differences).toHaveLength(19 * 4);
  for (const { table, ...found } of differences) expect(found).toEqual(noDifferences);
});

test('changes while reading and between runs: after a quiet run the lake equals the source', async () => {
  cluster = await openCluster({
    records,
    tenants: 3,
    bad_share: 0.01,
    settle: 5,
    page_size_max: 20,
    changes_per_second: 200,
  });
  await cluster.startWorker();
  expect(await cluster.run('run-1', { chunk_size_override: 50 })).toMatchObject({ status: 'completed' });
  for (const { invented, missing } of await againstJournal(cluster))
    expect({ invented, missing }).toEqual({ invented: [], missing: [] });
  await cluster.source.setBackground(0);
  await cluster.source.mutate({ share: 0.05, insert: 20, late: true });
  expect(await cluster.run('run-2')).toMatchObject({ status: 'completed' });
  const differences = await againstJournal(cluster);
  expect(differences).toHaveLength(3 * 4);
  for (const { table, quarantine, ...found } of differences) {
    expect(found).toEqual({ missing: [], invented: [], outdated: [], doubled: [] });
  }
  const watermarks = await cluster.state.tables.watermarks();
  expect(watermarks.filter(({ watermark }) => watermark === null)).toEqual([]);
});
