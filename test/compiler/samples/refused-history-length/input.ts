import { condition, proxyActivities, workflowInfo } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[]; name?: string }): Promise<unknown> {
  if (workflowInfo().historyLength > 1000 || workflowInfo().attempt > 1) return await act('late');
  await condition(() => input.n > 1, '1 day');
  return workflowInfo().memo?.id ?? 'none';
}
