import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  load(id: string): Promise<{ id: string; tags: string[]; meta: { n: number } }>;
  save(value: unknown): Promise<void>;
}
const { load, save } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function mutate(input: { ids: string[] }): Promise<unknown> {
  const seen: string[] = [];
  const counts: Record<string, number> = {};
  const matrix = [
    [1, 2],
    [3, 4],
  ];
  for (const id of input.ids) {
    const item = await load(id);
    item.tags.push('seen', ...item.tags);
    item.meta.n += 1;
    item.id = item.id.toUpperCase();
    seen.unshift(item.id);
    counts[id] = (counts[id] ?? 0) + 1;
    await save(item);
  }
  matrix[0]![1] = 9;
  const [first = 'none'] = seen;
  seen.sort();
  const last = seen.pop();
  delete counts.b;
  await save({ seen, counts, matrix, last: last ?? null });
  return { first, keys: Object.keys(counts), values: Object.values(counts), entries: Object.entries(counts) };
}
