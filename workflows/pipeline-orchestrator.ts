import { ApplicationFailure, executeChild, log, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ActivityContract, BatchResult, PipelineConfig } from '../activities/contract.ts';
import { failureOf, mapConcurrently } from './constructs.ts';
import * as policies from './policies.ts';
import type { Failure, PipelineInput, PipelineOutput, TenantResult } from './shapes.ts';
import { tenantProcessor } from './tenant-processor.ts';

const { initializePipeline } = proxyActivities<ActivityContract>(policies.initializePipeline);
const { aggregateResults, notifyCompletion, handleInitializationFailure } = proxyActivities<ActivityContract>(
  policies.bookkeeping,
);

/**
 * Runs the pipeline for one tenant or for all. A run of more tenants than one execution's history allows is divided into
 * batches, each an execution of this workflow again, one after the other.
 */
export async function pipelineOrchestrator(input: PipelineInput): Promise<PipelineOutput> {
  let pipeline_config: PipelineConfig;
  try {
    pipeline_config = await initializePipeline({ ...input, execution_id: workflowInfo().workflowId });
  } catch (error) {
    const failure = failureOf(error);
    await handleInitializationFailure({
      error_type: 'initialization_failure',
      error_details: failure,
      execution_id: workflowInfo().workflowId,
      input,
    });
    /** @state PipelineFailure */
    throw ApplicationFailure.create({
      type: 'PipelineExecutionFailure',
      message: `Pipeline execution failed: ${failure.type}: ${failure.message}`,
    });
  }

  const { job_id, execution_id, started_at } = pipeline_config;
  const batch = input.batch == null ? null : { index: input.batch.index };
  let results: PipelineOutput;
  /** @state DetermineProcessingMode */
  switch (pipeline_config.mode) {
    case 'multi-tenant': {
      /** @state MultiTenantProcessing */
      const tenant_results = await mapConcurrently(
        pipeline_config.tenants,
        policies.concurrency.tenants,
        async (tenant_config): Promise<TenantResult> => {
          try {
            /** @state ProcessTenant */
            const output = await executeChild(tenantProcessor, { args: [{ tenant_config, job_id, execution_id }] });
            return output.result;
          } catch (error) {
            const failure = failureOf(error);
            /** @state TenantProcessingFailed */
            return failedTenant(tenant_config.tenant_id, failure);
          }
        },
      );
      /** @state AggregateMultiTenantResults */
      results = await aggregateResults({
        job_id,
        processing_mode: 'multi-tenant',
        started_at,
        batch,
        tenant_results,
        batch_results: [],
      });
      break;
    }
    case 'single-tenant': {
      const tenant_config = pipeline_config.tenants[0]!;
      let tenant_result: TenantResult;
      try {
        /** @state SingleTenantProcessing */
        const output = await executeChild(tenantProcessor, { args: [{ tenant_config, job_id, execution_id }] });
        tenant_result = output.result;
      } catch (error) {
        const failure = failureOf(error);
        tenant_result = failedTenant(tenant_config.tenant_id, failure);
      }
      /** @state AggregateSingleTenantResults */
      results = await aggregateResults({
        job_id,
        processing_mode: 'single-tenant',
        started_at,
        batch,
        tenant_results: [tenant_result],
        batch_results: [],
      });
      break;
    }
    case 'batched': {
      /** @state ProcessTenantBatches */
      const batch_results = await mapConcurrently(pipeline_config.batches, 1, async (next): Promise<BatchResult> => {
        try {
          /** @state ProcessTenantBatch */
          const output = await executeChild(pipelineOrchestrator, { args: [{ batch: next }] });
          return {
            index: next.index,
            total_tenants: output.total_tenants,
            successful_tenants: output.successful_tenants,
            partial_tenants: output.partial_tenants,
            failed_tenants: output.failed_tenants,
            total_records_processed: output.total_records_processed,
          };
        } catch (error) {
          log.warn('a batch of tenants failed', failureOf(error));
          return {
            index: next.index,
            total_tenants: next.tenants,
            successful_tenants: 0,
            partial_tenants: 0,
            failed_tenants: next.tenants,
            total_records_processed: 0,
          };
        }
      });
      /** @state AggregateBatchResults */
      results = await aggregateResults({
        job_id,
        processing_mode: 'batched',
        started_at,
        batch,
        tenant_results: [],
        batch_results,
      });
      break;
    }
    default:
      /** @state HandleInvalidMode */
      throw ApplicationFailure.create({ type: 'InvalidProcessingMode', message: 'Invalid processing mode specified' });
  }

  try {
    await notifyCompletion({ job_id, execution_id, batch, results });
  } catch (error) {
    // The run is finished and recorded: that nobody was told does not undo it.
    log.warn('the completion could not be notified', failureOf(error));
  }
  return results;
}

function failedTenant(tenant_id: string, failure: Failure): TenantResult {
  return {
    tenant_id,
    status: 'failed',
    records_processed: 0,
    tables_processed: 0,
    execution_time: 0,
    error: { type: failure.type, message: failure.message.slice(0, 100) },
  };
}
