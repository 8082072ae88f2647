import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[]; name?: string }): Promise<unknown> {
  const firstPair = (rows: number[][]): number => {
    let found = 0;
    rows: for (const row of rows) {
      for (const n of row) {
        if (n < 0) continue rows;
        if (n > 9) {
          found = n;
          break rows;
        }
      }
    }
    return found;
  };
  await act(1);
  return firstPair([[1, 20], [input.n]]);
}
