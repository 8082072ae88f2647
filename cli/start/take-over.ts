import type { Client } from '@temporalio/client';
import type { StateStore } from '../../activities/ports.ts';
import { nextExecutionId } from '../pipeline/job-id.ts';
import { startRun, type PipelineHost, type Root } from '../pipeline/run-pipeline.ts';
import type { Screen } from '../screen.ts';

/** The runs that the server has open: what an interrupted process of ours has left. Batches belong to their runs. */
export async function openRuns(client: Client, taskQueue: string): Promise<Root[]> {
  const roots: Root[] = [];
  const query = `WorkflowType = 'pipelineOrchestrator' AND ExecutionStatus = 'Running'`;
  for await (const execution of client.workflow.list({ query })) {
    const { workflowId, runId, parentExecution, taskQueue: queue } = execution;
    if (parentExecution === undefined && queue === taskQueue) roots.push({ workflowId, runId });
  }
  return roots.reverse();
}

/**
 * What goes on with a run that an interrupted process has left: the run itself, or, where it began on another version of the
 * workflows, which no worker runs any more, a new execution of its job.
 */
export async function takeOver(host: PipelineHost, root: Root, buildId: string): Promise<Root | undefined> {
  const { client, state, screen } = host;
  const handle = client.workflow.getHandle(root.workflowId, root.runId);
  const { raw } = await handle.describe();
  const began = raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
  if (!began || began === buildId) {
    screen.say(`${root.workflowId} was interrupted: it goes on first`, 'warning');
    return root;
  }
  await handle.terminate('begun by another version of avesa');
  return resumeElsewhere(host, state, screen, root.workflowId);
}

async function resumeElsewhere(
  host: PipelineHost,
  state: StateStore,
  screen: Screen,
  executionId: string,
): Promise<Root | undefined> {
  await state.leases.releaseAll(executionId);
  // An execution that resumed a job is called after it: JOB.2.
  const job = (await state.jobs.get(executionId)) ?? (await state.jobs.get(executionId.replace(/\.\d+$/, '')));
  if (job === undefined) {
    screen.say(`${executionId} was interrupted before it began: it is left out`, 'warning');
    return undefined;
  }
  const next = nextExecutionId(job.job_id, executionId);
  screen.say(
    `${executionId} was interrupted and another version of avesa began it: ${next} goes on with it`,
    'warning',
  );
  return startRun(host, next, { resume_job_id: job.job_id });
}
