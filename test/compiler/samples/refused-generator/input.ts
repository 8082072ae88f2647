import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

function* countdown(from: number): Generator<number> {
  for (let n = from; n > 0; n--) yield n;
}

export async function workflow(input: { n: number }): Promise<void> {
  for (const n of countdown(input.n)) await act(n);
}
