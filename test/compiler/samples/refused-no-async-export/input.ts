import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export function workflow(input: { n: number }): number {
  return input.n + 1;
}

async function notExported(): Promise<number> {
  return await act(1);
}
void notExported;
