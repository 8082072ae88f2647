import type { StateStore } from '../../activities/ports.ts';
import type { Config } from '../../worker/config.ts';
import { forgetRun, isLocked } from '../engines/run-locks.ts';
import { knownJob } from '../parts/known.ts';
import { findServer, withClient } from '../parts/temporal.ts';
import { Problem } from '../problems.ts';
import { nextExecutionId } from './job-id.ts';

/**
 * The id of the execution that goes on with a job, on whatever engine. What its last execution still holds is given back first.
 *
 * @throws Problem when there is no such job, it is still running or has nothing left to do
 */
export async function resumable(config: Config, state: StateStore, jobId: string): Promise<string> {
  const job = await knownJob(state, jobId);
  if (job.status === 'completed') throw new Problem(`${jobId} completed: there is nothing to go on with`);
  if (await isOpen(config, job.execution_id)) {
    throw new Problem(`${jobId} is still running, as ${job.execution_id}: 'avesa status ${jobId}' shows it`);
  }
  await state.leases.releaseAll(job.execution_id);
  forgetRun(config.data, job.execution_id);
  return nextExecutionId(jobId, job.execution_id);
}

/** Whether a process of ours, or the server, has a running execution of this id. */
async function isOpen(config: Config, executionId: string): Promise<boolean> {
  if (isLocked(config.data, executionId)) return true;
  const server = await findServer(config);
  if (server === undefined) return false;
  return withClient(config, server, async (client) => {
    try {
      const { status } = await client.workflow.getHandle(executionId).describe();
      return status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof Error && error.name === 'WorkflowNotFoundError') return false;
      throw error;
    }
  });
}
