import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function refusedArithmeticOfANonNullElement(input: { list: number[]; words: string[] }): Promise<void> {
  const counts: Record<string, number> = {};
  for (const word of input.words) {
    if (!(word in counts)) counts[word] = 0;
    counts[word]! += 1;
  }
  await tell(counts);
  if (input.list.length > 1) await tell(input.list[0]! - input.list.at(-1)!);
  if (input.list.length > 0 && input.list[0]! > 1) await tell('more');
}
