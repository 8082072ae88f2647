import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[] }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

class Bad extends Error {}

export async function workflow(input: { id: string; n: number; items: string[] }): Promise<unknown> {
  if (input.n < 0) throw new Bad('negative');
  return await act(input.n);
}
