import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  stock(): Promise<Record<string, { count: number; tags: string[] }>>;
  tell(value: unknown): Promise<void>;
}
const { stock, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** keys, values, entries and fromEntries, with values that are empty lists, and with none or one field. */
export async function objectsAsListsAndBack(): Promise<unknown> {
  const items = await stock();
  await tell([Object.keys(items), Object.values(items), Object.entries(items)]);
  await tell({
    tags: Object.values(items).map(({ tags }) => tags),
    flat: Object.values(items).flatMap(({ tags }) => tags),
    counts: Object.fromEntries(Object.entries(items).map(([name, { count }]) => [name, count])),
    lists: Object.fromEntries(Object.entries(items).map(([name, { tags }]) => [name, tags])),
    some: Object.fromEntries(Object.entries(items).filter(([, { count }]) => count > 0)),
    upper: Object.keys(items).map((name) => name.toUpperCase()),
  });
  const sorted = Object.entries(items).toSorted(([, a], [, b]) => b.count - a.count);
  const [first] = sorted;
  const byTag: Record<string, string[]> = {};
  for (const [name, { tags }] of Object.entries(items))
    for (const tag of tags) byTag[tag] = [...(byTag[tag] ?? []), name];
  return {
    first: first?.[0] ?? null,
    names: sorted.map(([name]) => name),
    byTag,
    isEmpty: Object.keys(items).length === 0,
  };
}
