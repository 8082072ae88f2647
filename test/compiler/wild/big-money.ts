import { proxyActivities } from '@temporalio/workflow';

const { ledgerTotal, post } = proxyActivities<{
  ledgerTotal(account: string): Promise<string>;
  post(input: { account: string; cents: string; memo: string }): Promise<void>;
}>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

const CENTS = 100n;

function money(parts: TemplateStringsArray, ...amounts: bigint[]): string {
  return parts.reduce(
    (text, part, i) => text + part + (i < amounts.length ? `${amounts[i] / CENTS}.${amounts[i] % CENTS}` : ''),
    '',
  );
}

export async function payInterest({ account, percent }: { account: string; percent: number }): Promise<string> {
  const total = BigInt(await ledgerTotal(account));
  const interest = (total * BigInt(percent)) / CENTS;
  if (interest > 0n) {
    await post({ account, cents: interest.toString(), memo: money`interest of ${interest} on ${total}` });
  }
  return String(total + interest);
}
