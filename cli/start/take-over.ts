import type { Client } from '@temporalio/client';
import type { Job, StateStore } from '../../activities/ports.ts';
import type { Root } from '../engines/engine.ts';
import { forgetRun, leftRuns } from '../engines/run-locks.ts';
import { nextExecutionId } from '../pipeline/job-id.ts';
import type { PipelineHost } from '../pipeline/run-pipeline.ts';

/** What goes on first with what an interrupted process of ours has left: started when it is asked for. */
export type LeftRuns = AsyncIterable<Root>;

/**
 * The runs that the server has open. One that began on another version of the workflows, which no worker runs any more, goes on
 * as a new execution of its job. Batches belong to their runs.
 */
export async function* leftOnServer(
  host: PipelineHost,
  client: Client,
  { taskQueue, buildId }: { taskQueue: string; buildId: string },
): LeftRuns {
  for (const root of await openRuns(client, taskQueue)) {
    const handle = client.workflow.getHandle(root.workflowId, root.runId);
    const { raw } = await handle.describe();
    const began = raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
    if (!began || began === buildId) {
      host.screen.say(`${root.workflowId} was interrupted: it goes on first`, 'warning');
      yield root;
      continue;
    }
    await handle.terminate('begun by another version of avesa');
    const next = await resumeElsewhere(host, root.workflowId, 'another version of avesa began it');
    if (next !== undefined) yield next;
  }
}

/** The runs of processes that ended before them. */
export async function* leftByProcesses(host: PipelineHost, data: string): LeftRuns {
  for (const executionId of leftRuns(data)) {
    const job = await jobOf(host.state, executionId);
    const hasEnded = job !== undefined && job.status !== 'running';
    const next = hasEnded ? undefined : await resumeElsewhere(host, executionId, 'its process has ended');
    forgetRun(data, executionId);
    if (next !== undefined) yield next;
  }
}

async function openRuns(client: Client, taskQueue: string): Promise<Root[]> {
  const roots: Root[] = [];
  const query = `WorkflowType = 'pipelineOrchestrator' AND ExecutionStatus = 'Running'`;
  for await (const execution of client.workflow.list({ query })) {
    const { workflowId, runId, parentExecution, taskQueue: queue } = execution;
    if (parentExecution === undefined && queue === taskQueue) roots.push({ workflowId, runId });
  }
  return roots.reverse();
}

async function resumeElsewhere(
  { engine, state, screen }: PipelineHost,
  executionId: string,
  why: string,
): Promise<Root | undefined> {
  await state.leases.releaseAll(executionId);
  const job = await jobOf(state, executionId);
  if (job === undefined) {
    screen.say(`${executionId} was interrupted before it began: it is left out`, 'warning');
    return undefined;
  }
  const next = nextExecutionId(job.job_id, executionId);
  screen.say(`${executionId} was interrupted and ${why}: ${next} goes on with it`, 'warning');
  return engine.start(next, { resume_job_id: job.job_id });
}

/** An execution that resumed a job is called after it: JOB.2. */
async function jobOf(state: StateStore, executionId: string): Promise<Job | undefined> {
  return (await state.jobs.get(executionId)) ?? state.jobs.get(executionId.replace(/\.\d+$/, ''));
}
