import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[] }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[] }): Promise<unknown> {
  let total = 0;
  const step = async (n: number): Promise<number> => {
    total += n;
    return await act(n);
  };
  total += await step(1);
  return total;
}
