import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[] }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

async function each(items: string[], fn: (item: string) => Promise<number>): Promise<number> {
  let n = 0;
  for (const item of items) n += await fn(item);
  return n;
}

export async function workflow(input: { id: string; n: number; items: string[] }): Promise<unknown> {
  return await each(input.items, act);
}
