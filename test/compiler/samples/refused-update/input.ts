import { proxyActivities, defineUpdate, setHandler } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[] }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

const change = defineUpdate<number, [number]>('change');

export async function workflow(input: { id: string; n: number; items: string[] }): Promise<unknown> {
  setHandler(change, (n: number) => n);
  return await act(input.n);
}
