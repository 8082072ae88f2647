import * as workflow from '@temporalio/workflow';

interface Subscription {
  id: string;
  plan: 'monthly' | 'yearly';
  price: number;
  trialDays?: number;
}
const { charge, isCancelled, suspend, remind } = workflow.proxyActivities<{
  isCancelled(id: string): Promise<boolean>;
  charge(input: { id: string; amount: number; period: number }): Promise<{ paid: boolean; code?: string }>;
  remind(input: { id: string; attempt: number; code: string }): Promise<void>;
  suspend(id: string): Promise<void>;
}>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

const days = (n: number): number => n * 24 * 60 * 60 * 1000;
const GRACE = [1, 3, 7];

/** The periods of one year; a schedule starts it again. */
export async function subscriptionYear(
  subscription: Subscription,
): Promise<{ periods: number; revenue: number; end: 'cancelled' | 'suspended' | 'year' }> {
  const { id, plan, price, trialDays = 0 } = subscription;
  const length = plan === 'monthly' ? 30 : 365;
  let revenue = 0;
  if (trialDays > 0) await workflow.sleep(days(trialDays));
  for (let period = 1; period <= (plan === 'monthly' ? 12 : 1); period++) {
    if (await isCancelled(id)) return { periods: period - 1, revenue, end: 'cancelled' };
    let result = await charge({ id, amount: price, period });
    for (let attempt = 0; !result.paid && attempt < GRACE.length; attempt++) {
      await remind({ id, attempt, code: result.code ?? 'unknown' });
      await workflow.sleep(days(GRACE[attempt]));
      result = await charge({ id, amount: price, period });
    }
    if (!result.paid) {
      await suspend(id);
      return { periods: period - 1, revenue, end: 'suspended' };
    }
    revenue += price;
    if (period < 12) await workflow.sleep(days(length));
  }
  return { periods: plan === 'monthly' ? 12 : 1, revenue, end: 'year' };
}
