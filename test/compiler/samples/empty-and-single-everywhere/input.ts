import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  list(name: string): Promise<unknown[]>;
  tell(value: unknown): Promise<void>;
}
const { list, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** One element, none, and elements that are lists: never unwrapped, never merged. */
export async function emptyAndSingleEverywhere(input: {
  one: string[];
  none: string[];
  lists: number[][];
}): Promise<unknown> {
  const { one, none, lists } = input;
  const fetched = await list('x');
  const wrapped = [fetched];
  await tell(one);
  await tell(none);
  await tell(lists);
  await tell(wrapped);
  await tell([one, none, lists]);
  await tell({ one, none, lists, fetched });
  await tell([...one, ...none]);
  await tell([[...none]]);
  const mapped = lists.map((inner) => inner.map((n) => [n]));
  await tell(mapped);
  const kept = lists.filter((inner) => inner.length === 1);
  await tell(kept);
  const picked = lists.find((inner) => inner.length === 1) ?? null;
  await tell(picked);
  let held = none;
  held = [...held, 'added'];
  await tell(held);
  const through = await mapConcurrently(lists, 2, async (inner) => inner);
  return { through, held, kept, wrapped };
}
