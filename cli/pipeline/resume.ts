import type { Client } from '@temporalio/client';
import type { StateStore } from '../../activities/ports.ts';
import { knownJob } from '../parts/known.ts';
import { Problem } from '../problems.ts';
import { nextExecutionId } from './job-id.ts';

/**
 * The id of the execution that goes on with a job. What its last execution still holds is given back first.
 *
 * @throws Problem when there is no such job, it is still running or has nothing left to do
 */
export async function resumable(client: Client, state: StateStore, jobId: string): Promise<string> {
  const job = await knownJob(state, jobId);
  if (job.status === 'completed') throw new Problem(`${jobId} completed: there is nothing to go on with`);
  if (await isOpen(client, job.execution_id)) {
    throw new Problem(`${jobId} is still running, as ${job.execution_id}: 'avesa status ${jobId}' shows it`);
  }
  await state.leases.releaseAll(job.execution_id);
  return nextExecutionId(jobId, job.execution_id);
}

/** Whether the server has a running execution of this id. */
export async function isOpen(client: Client, workflowId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return false;
    throw error;
  }
}
