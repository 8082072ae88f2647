import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  act(item: string): Promise<number>;
}
const { act } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { items: string[]; limit: number }): Promise<number[]> {
  return await mapConcurrently(input.items, input.limit, async (item) => await act(item));
}
