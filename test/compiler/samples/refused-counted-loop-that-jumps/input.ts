import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[]; name?: string }): Promise<unknown> {
  const everySecond = (items: string[]): string[] => {
    const kept: string[] = [];
    for (let i = 0; i < items.length; i++) {
      kept.push(items[i] ?? '');
      if (kept.length % 2 === 0) i++;
    }
    return kept;
  };
  await act(1);
  return everySecond(input.items);
}
