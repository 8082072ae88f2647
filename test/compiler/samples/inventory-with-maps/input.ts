import { proxyActivities } from '@temporalio/workflow';
import { allOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  stock(sku: string): Promise<{ sku: string; free: number }>;
  reserve(input: { sku: string; count: number; order: string }): Promise<boolean>;
  price(sku: string): Promise<number>;
}
const { stock, reserve, price } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 2 },
});

interface Line {
  sku: string;
  count: number;
}

export async function placeOrder(order: {
  id: string;
  lines: Line[];
}): Promise<{ ok: boolean; total: number; short: string[] }> {
  const [stocks, prices] = await allOf([
    () => mapConcurrently(order.lines, 5, async ({ sku }) => await stock(sku)),
    () => mapConcurrently(order.lines, 5, ({ sku }) => price(sku)),
  ]);
  const short = order.lines.filter((line, at) => (stocks[at]?.free ?? 0) < line.count).map((line) => line.sku);
  if (short.length > 0) return { ok: false, total: 0, short };
  const reserved = await mapConcurrently(order.lines, 1, async (line) => {
    const done = await reserve({ ...line, order: order.id });
    return { sku: line.sku, done };
  });
  const failed = reserved.filter(({ done }) => !done);
  const total = order.lines.reduce((sum, line, at) => sum + line.count * (prices[at] ?? 0), 0);
  return { ok: failed.length === 0, total, short: failed.map(({ sku }) => sku) };
}
