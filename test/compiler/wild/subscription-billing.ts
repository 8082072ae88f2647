import { condition, defineQuery, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';

interface Customer {
  id: string;
  email: string;
  trialDays: number;
  billingPeriodDays: number;
  maxPeriods: number;
  initialCharge: number;
}

interface BillingActivities {
  sendWelcomeEmail(customer: Customer): Promise<void>;
  chargeCustomer(input: { customerId: string; amount: number; period: number }): Promise<string>;
  sendTrialCancelled(customer: Customer): Promise<void>;
  sendSubscriptionOver(customer: Customer): Promise<void>;
}

const acts = proxyActivities<BillingActivities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 5 } });

export const cancelSubscription = defineSignal('cancelSubscription');
export const updateCharge = defineSignal<[number]>('updateBillingPeriodCharge');
export const currentPeriod = defineQuery<number>('currentPeriod');
export const totalCharged = defineQuery<number>('totalCharged');

export async function subscription(customer: Customer): Promise<number> {
  let isCancelled = false;
  let amount = customer.initialCharge;
  let period = 0;
  let charged = 0;
  setHandler(cancelSubscription, () => {
    isCancelled = true;
  });
  setHandler(updateCharge, (value) => {
    amount = value;
  });
  setHandler(currentPeriod, () => period);
  setHandler(totalCharged, () => charged);

  await acts.sendWelcomeEmail(customer);
  if (await condition(() => isCancelled, `${customer.trialDays} days`)) {
    await acts.sendTrialCancelled(customer);
    return charged;
  }
  while (period < customer.maxPeriods && !isCancelled) {
    await acts.chargeCustomer({ customerId: `${customer.id}@${workflowInfo().workflowId}`, amount, period });
    charged += amount;
    period++;
    await condition(() => isCancelled, customer.billingPeriodDays * 24 * 60 * 60 * 1000);
  }
  await acts.sendSubscriptionOver(customer);
  return charged;
}
