import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[]; name?: string }): Promise<unknown> {
  const results = ['', '', ''];
  await mapConcurrently(input.items, 2, async (item, index) => {
    const { id } = await load(item);
    results[index] = id;
  });
  return results;
}
