import { expect } from 'vitest';
import type { Activities, ActivityContext, ChunkWork, TableState } from '../../activities/contract.ts';
import { createActivities } from '../../activities/index.ts';
import { checkTenant } from '../../activities/sources/config.ts';
import type { DemoSource } from '../../cli/demo-source/server.ts';
import { demoTenants } from '../../cli/demo-source/tenants.ts';
import type { TableConfig } from '../../workflows/shapes.ts';
import { attempt, openPlace, type Place } from './place.ts';

/** Two pages a chunk and a bad record now and then: every step that an attempt can take is there. */
export const options = {
  records: { tickets: 60, time_entries: 0, companies: 0, contacts: 0 },
  tenants: [{ tenant_id: 'acme' }],
  page_size_max: 10,
  bad_share: 0.05,
};
export const table_name = 'connectwise/tickets';
export const key = { job_id: 'run-1', tenant_id: 'acme', table_name };
export const tenant_config = { tenant_id: 'acme', priority: 'normal' as const };
export const table_config: TableConfig = { table_name, force_full_sync: false, chunk_size_override: 20 };
/** A run of one table by hand, as far as a test needs it. */
export async function openRun(source: DemoSource): Promise<Place & { run: Activities }> {
  const { tenants, env } = demoTenants(source.url, options);
  const place = await openPlace({ environment: env });
  const { tenant, problems } = checkTenant(tenants[0]);
  expect(problems).toEqual([]);
  await place.ports.state.tenants.put(tenant!);
  return { ...place, run: createActivities(place.ports) };
}

export const steps = {
  initializePipeline: (run: Activities) =>
    run.initializePipeline({ tenant_id: 'acme', chunk_size_override: 20, execution_id: 'run-1' }, attempt()),
  discoverTenantTables: (run: Activities) => run.discoverTenantTables({ tenant_config, job_id: 'run-1' }, attempt()),
  initializeTableProcessing: (run: Activities) =>
    run.initializeTableProcessing(
      { table_config, tenant_config, job_id: 'run-1', execution_id: 'run-1', batch: null },
      attempt(),
    ),
  calculateChunks: (run: Activities, table_state: TableState) =>
    run.calculateChunks({ table_config, tenant_config, job_id: 'run-1', table_state, batch: null }, attempt()),
  processChunk: (run: Activities, table_state: TableState, chunk_index = 1, context?: ActivityContext) =>
    run.processChunk(workOf(table_state, chunk_index), context ?? attempt()),
  updateLastUpdatedTimestamp: (run: Activities, table_state: TableState) =>
    run.updateLastUpdatedTimestamp({ ...key, table_state, batch: null }, attempt()),
  triggerCanonicalTransformation: (run: Activities) =>
    run.triggerCanonicalTransformation(
      { tenant_id: 'acme', job_id: 'run-1', completed_tables: [table_name] },
      attempt(),
    ),
};

export let chunkIds: string[] = [];
export function workOf(table_state: TableState, chunk_index: number): ChunkWork {
  const chunk_config = { chunk_id: chunkIds[chunk_index]!, chunk_index };
  return { chunk_config, table_config, tenant_config, job_id: 'run-1', table_state };
}

export async function planned({ run }: { run: Activities }): Promise<TableState> {
  await steps.initializePipeline(run);
  const table_state = await steps.initializeTableProcessing(run);
  const plan = await steps.calculateChunks(run, table_state);
  chunkIds = plan.chunks.map(({ chunk_id }) => chunk_id);
  return table_state;
}

export async function read({ run }: { run: Activities }): Promise<TableState> {
  const table_state = await planned({ run });
  for (const index of chunkIds.keys()) await steps.processChunk(run, table_state, index);
  return table_state;
}
