import { expect, onTestFinished, test } from 'vitest';
import { isOverQuarantineLimit } from '../../../activities/chunk/quarantine-limit.ts';
import { QuarantineLimitExceeded } from '../../../activities/errors.ts';
import { createActivities } from '../../../activities/index.ts';
import { checkTenant } from '../../../activities/sources/config.ts';
import { startDemoSource } from '../../../cli/demo-source/server.ts';
import { demoTenants } from '../../../cli/demo-source/tenants.ts';
import { attempt, openPlace } from '../place.ts';
import { planTable } from '../run-table.ts';

test.each([
  { good: 0, bad: 20, limit: 0, over: false },
  { good: 1_000_000, bad: 21, limit: 0, over: true },
  { good: 380, bad: 20, limit: 5, over: false },
  { good: 399, bad: 21, limit: 5, over: false },
  { good: 398, bad: 21, limit: 5, over: true },
  { good: 0, bad: 1_000, limit: 100, over: false },
])('$bad bad records beside $good good ones are over a limit of $limit %: $over', ({ good, bad, limit, over }) => {
  expect(isOverQuarantineLimit(good, bad, limit)).toBe(over);
});

test('a chunk over its limit completes once its bad records have been accepted, and keeps counting them', async () => {
  const options = {
    tenants: [{ tenant_id: 'acme' }],
    records: { tickets: 200, time_entries: 0, companies: 0, contacts: 0 },
    bad_share: 0.3,
  };
  const source = await startDemoSource(options);
  onTestFinished(() => source.close());
  const { tenants, env } = demoTenants(source.url, options);
  const place = await openPlace({ environment: env });
  onTestFinished(() => place.close());
  const { ports } = place;
  await ports.state.tenants.put(checkTenant(tenants[0]).tenant!);
  const run = createActivities(ports);
  const { chunks } = await planTable(run, 'run-1', { tenant_id: 'acme', table_name: 'connectwise/tickets' });

  await expect(run.processChunk(chunks[0]!, attempt())).rejects.toThrow(QuarantineLimitExceeded);
  await expect(run.processChunk(chunks[0]!, attempt())).rejects.toThrow(QuarantineLimitExceeded);
  const files = await ports.state.quarantine.list();
  await ports.state.quarantine.accept(files.map(({ name }) => name));
  const chunk = await run.processChunk(chunks[0]!, attempt());
  expect(chunk.records_quarantined).toBe(files.reduce((sum, { rows }) => sum + rows, 0));
  expect(chunk.records_processed + chunk.records_quarantined).toBe(200);
});
