import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  expand(name: string): Promise<string[]>;
}
const { expand } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Results that are lists stay lists in a list. */
export async function mapsOfLists(input: { names: string[] }): Promise<unknown> {
  const lists = await mapConcurrently(input.names, 3, (name) => expand(name));
  const pairs = await mapConcurrently(lists, 2, async (list, index) => [index, list.length] as const);
  const empty = await mapConcurrently(input.names, 2, async () => [] as string[]);
  return { lists, pairs, flat: lists.flat(), empty, first: lists[0] ?? null };
}
