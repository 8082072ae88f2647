import { executeChild, log, proxyActivities, workflowInfo, type ActivityOptions } from '@temporalio/workflow';
import type { ActivityContract } from '../../../activities/contract.ts';

/** Workflows that only the worker's tests run. */

export async function callOnce(options: ActivityOptions): Promise<unknown> {
  const { notifyCompletion } = proxyActivities<ActivityContract>({
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
    ...options,
  });
  return notifyCompletion({} as never);
}

export async function ownId(input: unknown): Promise<string> {
  log.debug('asked for its id', { input });
  return Promise.resolve(workflowInfo().workflowId);
}

/** The ids of children: with ours, of inputs that say nothing, and chosen here. */
export async function childIds(): Promise<string[]> {
  const tenant_config = { tenant_id: 'acme', priority: 'low' };
  const table_config = { table_name: 'crm/tickets' };
  return [
    await executeChild(ownId, { args: [{ tenant_config }] }),
    await executeChild(ownId, { args: [{ tenant_config }] }),
    await executeChild(ownId, { args: [{ tenant_config, table_config, batch: null }] }),
    await executeChild(ownId, { args: [{ tenant_config, table_config, batch: { index: 3, fence: 1 } }] }),
    await executeChild(ownId, { args: [{ batch: { index: 3 } }] }),
    await executeChild(ownId, { args: [{ other: true }] }),
    await executeChild(ownId, { args: [{ tenant_config }], workflowId: 'chosen' }),
  ];
}
