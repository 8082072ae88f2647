import type { Client } from '@temporalio/client';
import { temporalPriority } from '../../worker/priority.ts';
import { pollersOf } from '../parts/pollers.ts';
import type { Server } from '../parts/temporal.ts';
import { Problem } from '../problems.ts';
import { followExecutions } from '../progress/follow-executions.ts';
import type { Follow } from '../progress/tracked.ts';
import { counted } from '../text/amounts.ts';
import { EngineSilent, type Engine, type Root } from './engine.ts';

/** A server that restarts is back within this; until then nobody needs to be told. */
const answerMs = 10_000;

export function temporalEngine(client: Client, { address }: Server, taskQueue: string): Engine {
  const handleOf = ({ workflowId, runId }: Root) => client.workflow.getHandle(workflowId, runId);
  return {
    place: `at ${address}`,
    async start(workflowId, input) {
      try {
        const handle = await client.workflow.start('pipelineOrchestrator', {
          workflowId,
          taskQueue,
          args: [input],
          priority: temporalPriority(input.priority ?? 'normal'),
        });
        return { workflowId, runId: handle.firstExecutionRunId };
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'WorkflowExecutionAlreadyStartedError') throw error;
        throw new Problem(`${workflowId} is running already: 'avesa status' shows the jobs`);
      }
    },
    follow: (root) => patiently(client, followExecutions(client.workflowService, client.options.namespace, root)),
    async cancel(root, begun) {
      // A run that no worker has taken would wait for one to be cancelled.
      if (begun) await handleOf(root).cancel();
      else await handleOf(root).terminate('cancelled before it began');
    },
    async whyIdle() {
      const pollers = await pollersOf(client, taskQueue);
      const queue = `task queue '${taskQueue}'`;
      return pollers === 0
        ? `no worker polls ${queue}; 'avesa worker' starts one`
        : `${counted(pollers, 'worker')} polled ${queue} but none has taken the run: is their version current? ` +
            `'avesa worker --promote' makes it so`;
    },
    leaves: ({ job_id, execution_id }) =>
      `${execution_id} is being cancelled on the server; 'avesa status ${job_id}' shows it`,
  };
}

function patiently(client: Client, follow: Follow): Follow {
  return async () => {
    try {
      return await client.connection.withDeadline(Date.now() + answerMs, follow);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ServiceError' || isUnknownRun(error)) throw error;
      throw new EngineSilent('the Temporal server does not answer', { cause: error });
    }
  };
}

/** gRPC's NOT_FOUND. */
function isUnknownRun(error: Error): boolean {
  return (error.cause as { code?: unknown } | undefined)?.code === 5 || ('code' in error && error.code === 5);
}
