import { proxyActivities, continueAsNew } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[] }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[] }): Promise<unknown> {
  await act(input.n);
  if (input.n > 0) await continueAsNew<typeof workflow>({ ...input, n: input.n - 1 });
  return 1;
}
