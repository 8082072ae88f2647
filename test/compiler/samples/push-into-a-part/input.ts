import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function refusedPushIntoAPart(input: { words: string[] }): Promise<void> {
  const groups: Record<string, string[]> = {};
  for (const word of input.words) {
    groups[word.charAt(0)] ??= [];
    groups[word.charAt(0)]!.push(word);
  }
  await tell(groups);
  const rows: number[][] = [[], []];
  rows[0]!.push(1);
  await tell(rows);
}
