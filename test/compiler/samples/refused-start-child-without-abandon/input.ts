import { proxyActivities, startChild } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[] }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function child(n: number): Promise<number> {
  return await act(n);
}

export async function workflow(input: { id: string; n: number; items: string[] }): Promise<unknown> {
  await startChild(child, { args: [1] });
  return 1;
}
