import { proxyActivities } from '@temporalio/workflow';

interface Row {
  id: string;
  tags: string[] | null;
}
interface Activities {
  load(at: number): Promise<Row[] | null>;
  tell(value: unknown): Promise<void>;
}
const { load, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** `null?.[0]` is undefined, and not null. */
export async function firstElementsOfListsThatMayBeNull(input: {
  rows: Row[] | null;
  pair?: [string, number] | null;
  groups: Record<string, string[] | null>;
  at: number;
}): Promise<unknown> {
  const { rows, pair, groups, at } = input;
  const first = rows?.[0];
  if (!first) await tell('nothing');
  if (rows?.[at] === undefined) await tell('not there');
  if (groups.a?.[0]) await tell('of a group');
  const loaded = await load(at);
  const one = loaded?.[0];
  return {
    first: first?.id ?? 'none',
    tag: rows?.[0]?.tags?.[0] ?? 'no tag',
    type: typeof rows?.[0],
    length: groups.a?.[0]?.length ?? 'no length',
    pair: [pair?.[0] ?? 'p', pair?.[1] ?? 0],
    each: Object.entries(groups).map(([, values]) => values?.[0] ?? '?'),
    one: one === undefined ? 'nothing loaded' : one.id,
  };
}
