import type { PipelineOutput, TenantResult } from '../../workflows/shapes.ts';
import type { Activity, AggregateInput, BatchResult } from '../contract.ts';
import type { Ports } from '../ports.ts';

/** Larger lists stay in the state store: a payload is bounded whatever the number of tenants. */
export const tenantResultsBytes = 64 * 1024;

type Needs = Pick<Ports, 'state' | 'clock' | 'metrics'>;

/** Sums the run up and records it. Safe to repeat: the same results give the same record. */
export const aggregateResults =
  ({ state, clock, metrics }: Needs): Activity<'aggregateResults'> =>
  async (input) => {
    await state.jobs.putTenantResults(input.job_id, input.tenant_results);
    const now = clock.now();
    const seconds = Math.max(0, now - Date.parse(input.started_at)) / 1000;
    const output = summed(input, await resultsOf(state, input), seconds);
    const job = await state.jobs.get(input.job_id);
    // A table that failed before its commit still holds its lease, which the next run would have to wait for.
    if (job !== undefined) await state.leases.releaseAll(job.execution_id);
    if (input.batch !== null) return output;
    await state.jobs.finish(input.job_id, {
      status: output.status,
      finished_at: new Date(now).toISOString(),
      result: output,
      error: null,
    });
    metrics.count(output.status === 'failed' ? 'ExecutionFailure' : 'ExecutionSuccess', 1, {});
    metrics.gauge('ExecutionDuration', seconds, {});
    for (const { status } of input.tenant_results) metrics.count('TenantsProcessed', 1, { status });
    return output;
  };

/** A batched run's tenants were recorded by its batches. */
async function resultsOf(state: Ports['state'], input: AggregateInput): Promise<TenantResult[]> {
  return input.processing_mode === 'batched' ? state.jobs.tenantResults(input.job_id) : input.tenant_results;
}

function summed(input: AggregateInput, results: TenantResult[], seconds: number): PipelineOutput {
  const counts = input.processing_mode === 'batched' ? totalOf(input.batch_results) : countsOf(results);
  const kept = within(results, tenantResultsBytes);
  return {
    job_id: input.job_id,
    status: overall(counts),
    ...counts,
    execution_time_seconds: seconds,
    tenant_results: kept,
    tenant_results_truncated: kept.length < results.length,
  };
}

type Counts = Omit<BatchResult, 'index'>;

function countsOf(results: TenantResult[]): Counts {
  const having = (status: TenantResult['status']) => results.filter((result) => result.status === status).length;
  return {
    total_tenants: results.length,
    successful_tenants: having('completed'),
    partial_tenants: having('partial'),
    failed_tenants: having('failed'),
    total_records_processed: results.reduce((sum, result) => sum + result.records_processed, 0),
  };
}

function totalOf(batches: BatchResult[]): Counts {
  const sum = (field: keyof Counts) => batches.reduce((total, batch) => total + batch[field], 0);
  return {
    total_tenants: sum('total_tenants'),
    successful_tenants: sum('successful_tenants'),
    partial_tenants: sum('partial_tenants'),
    failed_tenants: sum('failed_tenants'),
    total_records_processed: sum('total_records_processed'),
  };
}

function overall(counts: Counts): PipelineOutput['status'] {
  if (counts.successful_tenants === counts.total_tenants) return 'completed';
  return counts.failed_tenants === counts.total_tenants ? 'failed' : 'partial';
}

function within(results: TenantResult[], bytes: number): TenantResult[] {
  let size = 0;
  return results.filter((result) => (size += Buffer.byteLength(JSON.stringify(result)) + 1) <= bytes);
}
