import type { Activities } from '../activities/contract.ts';

/** How much a run of the empty activities seems to have to do. */
export interface Shape {
  tenants: number;
  tables: number;
  chunks: number;
}

const named = (what: string, count: number) => Array.from({ length: count }, (_, index) => `${what}-${index}`);
const resolved =
  <T>(value: T) =>
  (): Promise<T> =>
    Promise.resolve(value);

/** The fourteen activities with answers that lead a run through `shape`, and nothing else. */
export function emptyActivities(shape: Shape): Activities {
  const counts = { records_processed: 1_000 * shape.chunks, records_quarantined: 0 };
  return {
    initializePipeline: ({ execution_id }) =>
      Promise.resolve({
        job_id: execution_id,
        execution_id,
        mode: 'multi-tenant',
        tenants: named('tenant', shape.tenants).map((tenant_id) => ({ tenant_id, priority: 'normal' as const })),
        batches: [],
        started_at: '2026-01-01T00:00:00.000Z',
      }),
    aggregateResults: ({ job_id, tenant_results }) =>
      Promise.resolve({
        job_id,
        status: 'completed',
        total_tenants: tenant_results.length,
        successful_tenants: tenant_results.length,
        partial_tenants: 0,
        failed_tenants: 0,
        total_records_processed: tenant_results.reduce((sum, { records_processed }) => sum + records_processed, 0),
        execution_time_seconds: 0,
        tenant_results,
        tenant_results_truncated: false,
      }),
    notifyCompletion: resolved({ notified: true }),
    handleInitializationFailure: resolved({ notified: true }),
    discoverTenantTables: resolved({
      enabled_tables: named('service/table', shape.tables).map((table_name) => ({
        table_name,
        force_full_sync: false,
        chunk_size_override: null,
      })),
      table_count: shape.tables,
    }),
    evaluateTableResults: ({ table_results }) =>
      Promise.resolve({
        status: 'completed',
        should_trigger_canonical: true,
        completed_tables: table_results.map(({ table_name }) => table_name),
        records_processed: table_results.reduce((sum, { records_processed }) => sum + records_processed, 0),
        tables_processed: table_results.length,
        error: null,
      }),
    triggerCanonicalTransformation: resolved({ merged: [] }),
    initializeTableProcessing: ({ execution_id }) =>
      Promise.resolve({ status: 'ready', running_in: null, owner: execution_id, fence: 1 }),
    calculateChunks: resolved({
      total_chunks: shape.chunks,
      chunks: named('chunk', shape.chunks).map((chunk_id, chunk_index) => ({ chunk_id, chunk_index })),
      batches: [],
      message: 'read exact',
    }),
    evaluateChunkResults: ({ chunk_results }) =>
      Promise.resolve({
        status: 'completed',
        total_chunks: chunk_results.length,
        completed_chunks: chunk_results.length,
        failed_chunks: 0,
        ...counts,
        error: null,
      }),
    updateLastUpdatedTimestamp: resolved({ last_updated: '2026-01-01T00:00:00.000Z', advanced: true }),
    processChunk: ({ chunk_config: { chunk_id } }) =>
      Promise.resolve({
        chunk_id,
        records_processed: 1_000,
        records_quarantined: 0,
        parts: 1,
        bytes: 100_000,
        api_calls: 1,
      }),
    updateChunkProgress: resolved(undefined),
    handleChunkTimeout: resolved({ resume: false, wait_seconds: 0, reason: '' }),
  };
}
