import { executeChild, proxyActivities } from '@temporalio/workflow';
import type { ActivityContract } from '../activities/contract.ts';
import { failureOf, mapConcurrently, withRetries } from './constructs.ts';
import * as policies from './policies.ts';
import type { Failure, Status, TableOutput, TenantInput, TenantOutput } from './shapes.ts';
import { tableProcessor } from './table-processor.ts';

const { discoverTenantTables } = proxyActivities<ActivityContract>(policies.discoverTenantTables);
const { evaluateTableResults } = proxyActivities<ActivityContract>(policies.bookkeeping);
const { triggerCanonicalTransformation } = proxyActivities<ActivityContract>(policies.canonical);

/** Reads every enabled table of one tenant, then merges what was committed into its canonical tables. */
export async function tenantProcessor(input: TenantInput): Promise<TenantOutput> {
  const { tenant_config, job_id, execution_id } = input;
  const { tenant_id } = tenant_config;
  const started = Date.now();

  const table_discovery = await discoverTenantTables({ tenant_config, job_id });
  const { enabled_tables } = table_discovery;
  /** @state ValidateTableDiscovery */
  if (enabled_tables === undefined) {
    /** @state NoTablesFound */
    return nothingToDo(tenant_id, 'No tables found for tenant');
  }
  /** @state CheckTableCount */
  if (table_discovery.table_count === 0) {
    /** @state NoTablesEnabled */
    return nothingToDo(tenant_id, 'No tables enabled for processing');
  }

  /** @state ParallelTableProcessing */
  const table_results = await mapConcurrently(
    enabled_tables,
    policies.concurrency.tables,
    async (table_config): Promise<TableOutput> => {
      try {
        /** @state ProcessTable */
        return await withRetries(policies.tableRetriers, () =>
          executeChild(tableProcessor, { args: [{ table_config, tenant_config, job_id, execution_id, batch: null }] }),
        );
      } catch (error) {
        const failure = failureOf(error);
        /** @state TableProcessingFailed */
        return {
          table_name: table_config.table_name,
          tenant_id,
          status: 'failed',
          message: 'Table processing failed',
          records_processed: 0,
          total_chunks: 0,
          failed_chunks: 0,
          error: { type: failure.type, message: failure.message.slice(0, 120) },
        };
      }
    },
  );

  const evaluation = await evaluateTableResults({ tenant_id, job_id, table_results });
  let status: Status = evaluation.status;
  let error: Failure | null = evaluation.error;
  /** @state CheckCanonicalTransformTrigger */
  if (evaluation.should_trigger_canonical) {
    const { completed_tables } = evaluation;
    try {
      await triggerCanonicalTransformation({ tenant_id, job_id, completed_tables });
    } catch (mergeError) {
      // The manifests stay in the ledger: the next run merges them.
      error = failureOf(mergeError);
      status = status === 'failed' ? 'failed' : 'partial';
    }
  }
  /** @state TenantProcessingComplete */
  return {
    tenant_id,
    status,
    message: 'Tables processed',
    table_count: table_discovery.table_count,
    table_results,
    result: {
      tenant_id,
      status,
      records_processed: evaluation.records_processed,
      tables_processed: evaluation.tables_processed,
      execution_time: (Date.now() - started) / 1000,
      error: error === null ? null : { type: error.type, message: error.message.slice(0, 100) },
    },
  };
}

function nothingToDo(tenant_id: string, message: string): TenantOutput {
  return {
    tenant_id,
    status: 'completed',
    message,
    table_count: 0,
    table_results: [],
    result: {
      tenant_id,
      status: 'completed',
      records_processed: 0,
      tables_processed: 0,
      execution_time: 0,
      error: null,
    },
  };
}
