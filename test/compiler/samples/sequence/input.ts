import { proxyActivities, sleep } from '@temporalio/workflow';

interface Activities {
  charge(order: { id: string; amount: number }): Promise<{ receipt: string }>;
  ship(input: { id: string; receipt: string }): Promise<void>;
}
const { charge, ship } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

/** Charges, waits and ships. */
export async function order(input: { id: string; amount: number }): Promise<string> {
  const { receipt } = await charge({ id: input.id, amount: input.amount });
  await sleep('1 day');
  // Nothing is shipped for nothing.
  if (input.amount > 0) await ship({ id: input.id, receipt });
  return `done ${receipt}`;
}
