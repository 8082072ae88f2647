import { proxyActivities } from '@temporalio/workflow';

interface Item {
  id: string;
  n: number;
  tags?: string[];
}
interface Activities {
  tell(values: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

function squares(count: number): number[] {
  const all: number[] = [];
  for (let i = 0; i < count; i++) {
    if (i === 2) continue;
    if (i > 4) break;
    all.push(i * i);
  }
  return all;
}
function totals(items: readonly Item[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { id, n } of items) all[id] = (all[id] ?? 0) + n;
  return all;
}
function best(items: readonly Item[]): Item | null {
  let found: Item | null = null;
  for (const item of items) if (found === null || item.n > found.n) found = item;
  return found;
}
function compare(items: readonly Item[]): string {
  let text = '';
  for (const left of items) {
    let more = 0;
    for (const right of items) {
      if (right.n > left.n) more += right.n;
      else if (right === left || right.n === left.n) continue;
      else more -= 1;
    }
    text += `${left.id}:${more};`;
  }
  return text;
}
function lastTag(items: readonly Item[]): string {
  let last = 'none';
  let count = 0;
  for (const { tags } of items) {
    if (tags === undefined) continue;
    count += 1;
    last = tags.at(-1) ?? 'empty';
  }
  return count > 1 ? last : `only ${last}`;
}

export async function pureFunctionsWithLoops(input: { items: Item[] }): Promise<unknown> {
  const { items } = input;
  await tell([squares(items.length * 3), totals(items), best(items), lastTag(items)]);
  const pairs: [string, number][] = [];
  for (const { id, n } of items) for (const other of squares(n)) if (other > 0) pairs.push([id, other]);
  return {
    pairs,
    best: best(items)?.id ?? null,
    sorted: Object.entries(totals(items)).toSorted(([, a], [, b]) => b - a),
  };
}
