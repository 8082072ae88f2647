import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[]; name?: string }): Promise<unknown> {
  const vowels = (text: string): number => {
    let count = 0;
    for (const letter of text) if ('aeiou'.includes(letter)) count += 1;
    return count;
  };
  await act(1);
  return vowels(input.id);
}
