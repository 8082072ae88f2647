import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  users(page: number): Promise<{ name: string; age: number | null }[]>;
  orders(page: number): Promise<{ id: number; lines: { sku: string; count: number }[] }[]>;
  report(value: unknown): Promise<void>;
}
const { users, orders, report } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

function groupBy<T>(list: readonly T[], key: (item: T) => string): Record<string, T[]> {
  const groups: Record<string, T[]> = {};
  for (const item of list) {
    const name = key(item);
    groups[name] = [...(groups[name] ?? []), item];
  }
  return groups;
}

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
const unique = <T extends string>(list: readonly T[]): T[] => list.filter((item, at) => list.indexOf(item) === at);

async function pages<T>(fetchPage: (page: number) => Promise<T[]>, most: number): Promise<T[]> {
  let all: T[] = [];
  for (let page = 0; page < most; page++) {
    const rows = await fetchPage(page);
    if (rows.length === 0) break;
    all = [...all, ...rows];
  }
  return all;
}

export async function overview(input: { most: number }): Promise<unknown> {
  const people = await pages(async (page) => await users(page), input.most);
  const sold = await pages(async (page) => await orders(page), input.most);
  const byAge = groupBy(people, ({ age }) => (age === null ? 'unknown' : age < 18 ? 'young' : 'old'));
  const lines = sold.flatMap((order) => order.lines);
  await report({
    byAge,
    skus: unique(lines.map((line) => line.sku)).sort(),
    total: sum(lines.map((line) => line.count)),
  });
  return Object.entries(byAge).map(([name, list]) => `${name}=${list.length}`);
}
