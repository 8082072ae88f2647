import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[] }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

const { near } = proxyLocalActivities<{ near(a: number): Promise<number> }>({ startToCloseTimeout: '30 seconds' });

export async function workflow(input: { id: string; n: number; items: string[] }): Promise<unknown> {
  return await near(1);
}
