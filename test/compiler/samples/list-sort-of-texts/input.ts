import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(lists: string[][]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** By the numbers of the characters: capitals before small letters, digits before both. */
export async function listSortOfTexts(input: { texts: string[] }): Promise<string[]> {
  const { texts } = input;
  const sorted = texts.toSorted();
  const lower = texts.map((text) => text.toLowerCase()).sort();
  const backwards = texts.toSorted().toReversed();
  await tell([sorted, lower, backwards, texts]);
  const unique = sorted.filter((text, index) => index === 0 || text !== sorted[index - 1]);
  const own = [...texts, 'm'];
  own.sort();
  own.reverse();
  return [...unique, ...own];
}
