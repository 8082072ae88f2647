import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[]; name?: string }): Promise<unknown> {
  const digits = (n: number): number => {
    let left = n;
    let count = 0;
    while (left >= 1) {
      left /= 10;
      count += 1;
    }
    return count;
  };
  await act(input.n);
  return digits(input.n);
}
