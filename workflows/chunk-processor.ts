import { proxyActivities, sleep } from '@temporalio/workflow';
import type { ActivityContract, ChunkWork } from '../activities/contract.ts';
import { failureOf, withRetries } from './constructs.ts';
import * as policies from './policies.ts';
import type { ChunkResult } from './shapes.ts';

const { processChunk } = proxyActivities<ActivityContract>(policies.chunk);
const { updateChunkProgress, handleChunkTimeout } = proxyActivities<ActivityContract>(policies.bookkeeping);

/**
 * Reads one chunk to its end. A chunk that stops before its time limit, times out or is paused by its source goes on from
 * its checkpoint, as often as `handleChunkTimeout` allows; any other failure is the chunk's result.
 */
export async function chunkProcessor(work: ChunkWork): Promise<ChunkResult> {
  const { job_id, chunk_config } = work;
  const { chunk_id } = chunk_config;
  const { tenant_id } = work.tenant_config;
  const { table_name } = work.table_config;
  for (;;) {
    let result;
    try {
      result = await withRetries(policies.chunkRetriers, () => processChunk(work));
    } catch (error) {
      const { type, message } = failureOf(error);
      // 200 of these go upward in one payload.
      const failure = { type, message: message.slice(0, 300) };
      if (failure.type === 'Timeout' || failure.type === 'ChunkStopped' || failure.type === 'SourcePaused') {
        const resumption = await handleChunkTimeout({
          job_id,
          tenant_id,
          table_name,
          chunk_config,
          timeout_error: failure,
        });
        if (resumption.resume) {
          /** @state ScheduleChunkResumption */
          await sleep(resumption.wait_seconds * 1000);
          continue;
        }
      }
      /** @state ChunkProcessingFailed */
      await updateChunkProgress({
        job_id,
        tenant_id,
        table_name,
        chunk_id,
        status: 'failed',
        result: null,
        error: failure,
      });
      return { chunk_id, status: 'failed', records_processed: 0, error: failure };
    }
    await updateChunkProgress({ job_id, tenant_id, table_name, chunk_id, status: 'completed', result, error: null });
    return { chunk_id, status: 'completed', records_processed: result.records_processed, error: null };
  }
}
