import { proxyActivities } from '@temporalio/workflow';

const { rates, print } = proxyActivities<{
  rates(base: string): Promise<Record<string, number>>;
  print(lines: string[]): Promise<void>;
}>({ startToCloseTimeout: '10 seconds', retry: { maximumAttempts: 3 } });

const format = new Intl.NumberFormat('en', { minimumFractionDigits: 2 });

export async function convert({ amount, from, to }: { amount: string; from: string; to: string[] }): Promise<string[]> {
  const value = parseFloat(amount);
  if (Number.isNaN(value)) return [];
  const table = await rates(from);
  const lines: string[] = [];
  for (const currency in table) {
    if (!to.includes(currency)) continue;
    const converted = value * table[currency];
    lines.push(`${currency} ${converted.toFixed(2)} ${format.format(converted)}`);
  }
  lines.sort((a, b) => a.localeCompare(b));
  await print(lines);
  return lines;
}
