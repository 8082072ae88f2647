import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[]; name?: string }): Promise<unknown> {
  const positive = (n: number): number => {
    if (n <= 0) throw ApplicationFailure.nonRetryable(`${n} is not positive`, 'NotPositive');
    return n;
  };
  return await act(input.items.map((item) => positive(item.length)));
}
