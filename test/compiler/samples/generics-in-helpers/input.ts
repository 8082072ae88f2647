import { proxyActivities } from '@temporalio/workflow';

interface Item {
  id: string;
  size?: number;
}
interface Activities {
  load(id: string): Promise<Item>;
  tell(parts: unknown): Promise<void>;
}
const { load, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const pick = <T, K extends keyof T>(object: T, key: K): T[K] => object[key];
const orElse = <T>(value: T | null | undefined, otherwise: T): T => value ?? otherwise;
const apply = <T>(change: (value: T) => T, value: T, times: number): T => {
  let result = value;
  for (let i = 0; i < times; i++) result = change(result);
  return result;
};
const partition = <T>(items: readonly T[], test: (item: T) => boolean): { yes: T[]; no: T[] } => ({
  yes: items.filter((item) => test(item)),
  no: items.filter((item) => !test(item)),
});
const clamp = (value: number, { low = 0, high = 10 }: { low?: number; high?: number } = {}): number =>
  Math.min(Math.max(value, low), high);
const sum = (...values: number[]): number => values.reduce((total, value) => total + value, 0);
async function each<T>(items: readonly T[], run: (item: T, index: number) => Promise<string>): Promise<string[]> {
  const results: string[] = [];
  for (const [index, item] of items.entries()) results.push(await run(item, index));
  return results;
}

export async function genericsInHelpers(input: { items: Item[]; n: number }): Promise<unknown> {
  const { items, n } = input;
  const { yes, no } = partition(items, ({ size }) => size !== undefined);
  await tell([yes, no]);
  const loaded = await each(items, async ({ id }, index) => {
    const item = await load(id);
    return `${index}${item.id}${orElse(item.size, -1)}`;
  });
  return {
    loaded,
    twice: apply((value) => value * 2, n, 2),
    dots: apply((text: string) => `${text}.`, '', clamp(n, { high: 3 })),
    id: pick({ id: 'a', n }, 'id'),
    clamped: [clamp(n), clamp(n, {}), clamp(n, { low: 2, high: 4 })],
    sums: [sum(), sum(n), sum(1, n, 2)],
  };
}
