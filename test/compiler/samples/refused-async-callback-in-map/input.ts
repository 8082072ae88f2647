import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[]; name?: string }): Promise<unknown> {
  const loaded = input.items.map(async (item) => (await load(item)).items.length);
  const found = input.items.find(async (item) => (await act(item)) > 1);
  return [loaded.length, found ?? 'none'];
}
