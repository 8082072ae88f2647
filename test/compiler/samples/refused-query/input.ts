import { proxyActivities, defineQuery, setHandler } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[] }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

const progress = defineQuery<number>('progress');

export async function workflow(input: { id: string; n: number; items: string[] }): Promise<unknown> {
  setHandler(progress, () => 1);
  return await act(input.n);
}
