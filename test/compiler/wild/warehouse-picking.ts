import { executeChild, proxyActivities } from '@temporalio/workflow';

interface Item {
  sku: string;
  aisle: number;
  weight: number;
}
interface Tote {
  items: string[];
  weight: number;
}
const { locate, pick, print } = proxyActivities<{
  locate(skus: string[]): Promise<Item[]>;
  pick(input: { tote: number; skus: string[] }): Promise<{ picked: string[]; missing: string[] }>;
  print(input: { order: string; labels: string[] }): Promise<void>;
}>({ startToCloseTimeout: '30 minutes', retry: { maximumAttempts: 2 } });

function pack(items: Item[], capacity: number): Tote[] {
  const totes: Tote[] = [];
  let current: Tote = { items: [], weight: 0 };
  for (const { sku, weight } of [...items].sort((a, b) => a.aisle - b.aisle || b.weight - a.weight)) {
    if (current.weight + weight > capacity && current.items.length > 0) {
      totes.push(current);
      current = { items: [], weight: 0 };
    }
    current = { items: [...current.items, sku], weight: current.weight + weight };
  }
  return current.items.length > 0 ? [...totes, current] : totes;
}

export async function pickTote(input: {
  number: number;
  skus: string[];
}): Promise<{ picked: string[]; missing: string[] }> {
  return await pick({ tote: input.number, skus: input.skus });
}

export async function pickOrder({
  order,
  skus,
  capacity = 12,
}: {
  order: string;
  skus: string[];
  capacity?: number;
}): Promise<{
  totes: number;
  missing: string[];
}> {
  const totes = pack(await locate(skus), capacity);
  const results = await Promise.all(
    totes.map((tote, index) => executeChild(pickTote, { args: [{ number: index + 1, skus: tote.items }] })),
  );
  const missing = results.flatMap((result) => result.missing);
  const labels = results.map((result, index) => `${order}-${index + 1}: ${result.picked.length}`);
  await print({ order, labels });
  return { totes: totes.length, missing };
}
