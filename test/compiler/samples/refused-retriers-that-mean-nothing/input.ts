import { proxyActivities } from '@temporalio/workflow';
import { withRetries } from 'avesa/constructs';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[]; name?: string }): Promise<unknown> {
  return await withRetries([{ errors: ['Busy'], interval: 'soon', maximumAttempts: 3 }], async () => {
    await act(input.id);
    return await load(input.id);
  });
}
