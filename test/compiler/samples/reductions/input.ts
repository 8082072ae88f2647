import { proxyActivities } from '@temporalio/workflow';

interface Line {
  sku: string;
  count: number;
  price: number;
}
interface Activities {
  tell(sums: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function reductions(input: { lines: Line[] }): Promise<void> {
  const { lines } = input;
  const total = lines.reduce((sum, line) => sum + line.count * line.price, 0);
  const dearest = lines.reduce<Line | null>(
    (best, line) => (best === null || line.price > best.price ? line : best),
    null,
  );
  const bySku = lines.reduce<Record<string, number>>(
    (sums, line) => ({ ...sums, [line.sku]: (sums[line.sku] ?? 0) + line.count }),
    {},
  );
  const names = lines.reduce((text, line, index) => `${text}${index === 0 ? '' : ', '}${line.sku}`, '');
  const odd = lines.reduce<string[]>((list, line, index) => (index % 2 === 1 ? [...list, line.sku] : list), []);
  await tell({ total, dearest, bySku, names, odd });
}
