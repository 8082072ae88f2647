import { proxyActivities } from '@temporalio/workflow';

interface Item {
  id: string;
  weight?: number;
}
interface Activities {
  store(items: Item[]): Promise<number>;
}
const { store } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, T[]> {
  const groups: Record<string, T[]> = {};
  for (const item of items) {
    const key = keyOf(item);
    groups[key] = [...(groups[key] ?? []), item];
  }
  return groups;
}
const hasWeight = (item: Item): item is Item & { weight: number } => item.weight !== undefined;
const first = <T>(items: readonly T[], otherwise: T): T => items[0] ?? otherwise;

export async function genericsAndGuards(input: { items: Item[] }): Promise<unknown> {
  const groups = groupBy(input.items, (item) => (hasWeight(item) ? (item.weight > 10 ? 'heavy' : 'light') : 'unknown'));
  const counts: Record<string, number> = {};
  for (const [name, items] of Object.entries(groups)) counts[name] = await store(items);
  const weights = input.items.filter(hasWeight).map((item) => item.weight);
  return {
    counts,
    heaviest: weights.length === 0 ? null : Math.max(...weights),
    first: first(input.items, { id: 'none' }).id,
  };
}
