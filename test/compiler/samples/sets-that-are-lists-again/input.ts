import { proxyActivities } from '@temporalio/workflow';

interface Order {
  customer: string;
  skus: string[];
  rank: number | null;
}
interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** What is there once: a Set of scalars that becomes a list at once. */
export async function setsThatAreListsAgain(input: { orders: Order[] }): Promise<unknown> {
  const { orders } = input;
  const customers = [...new Set(orders.map(({ customer }) => customer))];
  for (const customer of customers) await tell({ customer });
  const skus = Array.from(new Set(orders.flatMap((order) => order.skus))).sort();
  return {
    customers,
    skus,
    ranks: [...new Set(orders.map(({ rank }) => rank))],
    mixed: [...new Set<string | number | boolean>([1, '1', true, 1, 'true', orders.length]), 'last'],
    count: new Set(skus.map((sku) => sku.length)).size,
    isUnique: new Set(customers).size === orders.length,
    first: [...new Set(orders[0]?.skus ?? [])][0] ?? 'none',
    lists: orders.map((order) => [...new Set(order.skus)]),
  };
}
