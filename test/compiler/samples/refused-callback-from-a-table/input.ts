import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

const orders = { up: (a: number, b: number) => a - b, down: (a: number, b: number) => b - a };
export async function workflow(input: { order: 'up' | 'down'; numbers: number[] }): Promise<unknown> {
  await act(input.order);
  return [...input.numbers].sort(orders[input.order]);
}
