import { executeChild, proxyActivities } from '@temporalio/workflow';
import type { ActivityContract, ChunkWork } from '../activities/contract.ts';
import type {
  ChunkResult,
  PipelineInput,
  PipelineOutput,
  TableInput,
  TableOutput,
  TenantInput,
  TenantOutput,
} from '../workflows/shapes.ts';

/**
 * The barest workflows that make the same calls with the same payloads as those in `workflows/`: the same children, the same
 * activities, as many at once. No constructs, no handling of failures, one policy for all.
 */
const activities = proxyActivities<ActivityContract>({ startToCloseTimeout: '1 minute' });

export async function barePipeline(input: PipelineInput & { execution_id: string }): Promise<PipelineOutput> {
  const { execution_id } = input;
  const { job_id, started_at, tenants } = await activities.initializePipeline(input);
  const outputs = await limited(tenants, 10, (tenant_config) =>
    executeChild(bareTenant, { args: [{ tenant_config, job_id, execution_id }] }),
  );
  const results = await activities.aggregateResults({
    job_id,
    processing_mode: 'multi-tenant',
    started_at,
    batch: null,
    tenant_results: outputs.map(({ result }) => result),
    batch_results: [],
  });
  await activities.notifyCompletion({ job_id, execution_id, batch: null, results });
  return results;
}

export async function bareTenant({ tenant_config, job_id, execution_id }: TenantInput): Promise<TenantOutput> {
  const { tenant_id } = tenant_config;
  const { enabled_tables = [], table_count } = await activities.discoverTenantTables({ tenant_config, job_id });
  const table_results = await limited(enabled_tables, 4, (table_config) =>
    executeChild(bareTable, { args: [{ table_config, tenant_config, job_id, execution_id, batch: null }] }),
  );
  const { status, completed_tables, records_processed, tables_processed, error } =
    await activities.evaluateTableResults({
      tenant_id,
      job_id,
      table_results,
    });
  await activities.triggerCanonicalTransformation({ tenant_id, job_id, completed_tables });
  return {
    tenant_id,
    status,
    message: 'Tables processed',
    table_count,
    table_results,
    result: { tenant_id, status, records_processed, tables_processed, execution_time: 0, error },
  };
}

export async function bareTable(input: TableInput): Promise<TableOutput> {
  const { table_config, tenant_config, job_id, batch } = input;
  const { tenant_id } = tenant_config;
  const { table_name } = table_config;
  const table_state = await activities.initializeTableProcessing(input);
  const plan = await activities.calculateChunks({ table_config, tenant_config, job_id, table_state, batch });
  const chunk_results = await limited(plan.chunks, 3, (chunk_config) =>
    bareChunk({ chunk_config, table_config, tenant_config, job_id, table_state }),
  );
  const { status, records_processed, total_chunks, failed_chunks, error } = await activities.evaluateChunkResults({
    job_id,
    table_name,
    tenant_id,
    table_state,
    batch,
    chunk_results,
  });
  await activities.updateLastUpdatedTimestamp({ tenant_id, table_name, job_id, table_state, batch });
  return {
    table_name,
    tenant_id,
    status,
    message: plan.message,
    records_processed,
    total_chunks,
    failed_chunks,
    error,
  };
}

async function bareChunk(work: ChunkWork): Promise<ChunkResult> {
  const { job_id, tenant_config, table_config, chunk_config } = work;
  const { chunk_id } = chunk_config;
  const result = await activities.processChunk(work);
  await activities.updateChunkProgress({
    job_id,
    tenant_id: tenant_config.tenant_id,
    table_name: table_config.table_name,
    chunk_id,
    status: 'completed',
    result,
    error: null,
  });
  return { chunk_id, status: 'completed', records_processed: result.records_processed, error: null };
}

async function limited<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const takeTurns = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, takeTurns));
  return results;
}
