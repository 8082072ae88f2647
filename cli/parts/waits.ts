import type { Job, StateStore } from '../../activities/ports.ts';
import type { Config } from '../../worker/config.ts';
import { Problem } from '../problems.ts';
import { followExecutions } from '../progress/follow-executions.ts';
import { progressOf, type Wait } from '../progress/progress.ts';
import { storedReader } from '../progress/stored.ts';
import { pauseReader } from './ports.ts';
import { findServer, withClient } from './temporal.ts';

/** What a running job waits for, by its server; null where that cannot be asked: the state store tells the rest. */
export async function waitsOf(config: Config, state: StateStore, job: Job): Promise<Wait[] | null> {
  try {
    const server = await findServer(config);
    if (server === undefined) return null;
    return await withClient(config, server, async (client) => {
      const root = { workflowId: job.execution_id, runId: '' };
      const tracked = await followExecutions(client.workflowService, client.options.namespace, root)();
      const stored = await storedReader(state, await pauseReader(state))(job.job_id, tracked);
      return progressOf(tracked, stored, Date.now()).waits;
    });
  } catch (error) {
    if (error instanceof Problem || (error instanceof Error && error.name === 'ServiceError')) return null;
    throw error;
  }
}
