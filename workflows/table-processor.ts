import { executeChild, proxyActivities } from '@temporalio/workflow';
import type { ActivityContract, ChunkPlan, TableState } from '../activities/contract.ts';
import { chunkProcessor } from './chunk-processor.ts';
import { failureOf, mapConcurrently, withRetries } from './constructs.ts';
import * as policies from './policies.ts';
import type { ChunkResult, Failure, TableInput, TableOutput } from './shapes.ts';

const { initializeTableProcessing } = proxyActivities<ActivityContract>(policies.initializeTable);
const { calculateChunks } = proxyActivities<ActivityContract>(policies.planning);
const { evaluateChunkResults, updateLastUpdatedTimestamp } = proxyActivities<ActivityContract>(policies.bookkeeping);

/**
 * Reads one table: takes its lease, plans its chunks, reads them, commits. A plan longer than one execution's history
 * allows is divided into batches, each an execution of this workflow again, one after the other.
 */
export async function tableProcessor(input: TableInput): Promise<TableOutput> {
  const { table_config, tenant_config, job_id, execution_id, batch } = input;
  const { tenant_id } = tenant_config;
  const { table_name } = table_config;

  let table_state: TableState;
  let chunk_plan: ChunkPlan;
  try {
    table_state = await initializeTableProcessing({ table_config, tenant_config, job_id, execution_id, batch });
    chunk_plan = await calculateChunks({ table_config, tenant_config, job_id, table_state, batch });
  } catch (error) {
    const { type, message } = failureOf(error);
    if (policies.permanentErrorTypes.includes(type)) {
      /** @state TableCannotBeProcessed */
      return {
        table_name,
        tenant_id,
        status: 'failed',
        message: 'Table cannot be processed',
        records_processed: 0,
        total_chunks: 0,
        failed_chunks: 0,
        error: { type, message: message.slice(0, 120) },
      };
    }
    throw error;
  }

  let chunk_results: ChunkResult[] = [];
  /** @state ValidateChunkPlan */
  if (chunk_plan.batches.length > 0) {
    /** @state ProcessBatches */
    await mapConcurrently(chunk_plan.batches, 1, async (next): Promise<{ error: Failure | null }> => {
      try {
        /** @state ProcessBatch */
        await withRetries(policies.tableRetriers, () =>
          executeChild(tableProcessor, { args: [{ table_config, tenant_config, job_id, execution_id, batch: next }] }),
        );
        return { error: null };
      } catch (error) {
        // The evaluation reads from the state store which chunks are missing.
        return { error: failureOf(error) };
      }
    });
  } else if (chunk_plan.total_chunks > 0) {
    /** @state ProcessChunks */
    chunk_results = await mapConcurrently(chunk_plan.chunks, policies.concurrency.chunks, async (chunk_config) =>
      chunkProcessor({ chunk_config, table_config, tenant_config, job_id, table_state }),
    );
  } else {
    /** @state NoDataToProcess */
    return {
      table_name,
      tenant_id,
      status: table_state.status === 'skipped' ? 'skipped' : 'completed',
      message: chunk_plan.message,
      records_processed: 0,
      total_chunks: 0,
      failed_chunks: 0,
      error: null,
    };
  }

  const evaluation = await evaluateChunkResults({ job_id, table_name, tenant_id, table_state, batch, chunk_results });
  await updateLastUpdatedTimestamp({ tenant_id, table_name, job_id, table_state, batch });
  /** @state TableProcessingComplete */
  return {
    table_name,
    tenant_id,
    status: evaluation.status,
    message: chunk_plan.message,
    records_processed: evaluation.records_processed,
    total_chunks: evaluation.total_chunks,
    failed_chunks: evaluation.failed_chunks,
    error:
      evaluation.error === null
        ? null
        : { type: evaluation.error.type, message: evaluation.error.message.slice(0, 120) },
  };
}
