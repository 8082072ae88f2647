import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

const { buy, price } = proxyActivities<{
  price(item: string): Promise<number>;
  buy(input: { item: string; amount: number }): Promise<string>;
}>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

/** Buys what the budget allows, in the order that is given. */
export async function shopping({
  items,
  budget,
}: {
  items: string[];
  budget: number;
}): Promise<{ receipts: string[]; left: number; skipped: number }> {
  let left = budget;
  let skipped = 0;
  const receipts: string[] = [];

  const spend = async (item: string): Promise<boolean> => {
    const amount = await price(item);
    if (amount > left) {
      skipped += 1;
      return false;
    }
    left -= amount;
    const receipt = await buy({ item, amount });
    receipts.push(receipt);
    return true;
  };

  const ensure = async (what: string): Promise<void> => {
    if (!(await spend(what))) throw ApplicationFailure.nonRetryable(`no money for ${what}`, 'TooExpensive');
  };

  await ensure('delivery');
  for (const item of items) {
    if (left <= 0) break;
    await spend(item);
  }
  return { receipts, left, skipped };
}
