import { ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';

type PaymentState = 'pending' | 'authorised' | 'captured' | 'failed';

interface Gateway {
  createPayment(input: {
    amount: number;
    currency: string;
    reference: string;
  }): Promise<{ paymentId: string; state: PaymentState }>;
  getPayment(paymentId: string): Promise<{ paymentId: string; state: PaymentState; reason: string | null }>;
  capture(paymentId: string): Promise<void>;
}

const { createPayment, getPayment, capture } = proxyActivities<Gateway>({
  startToCloseTimeout: '20s',
  retry: { maximumAttempts: 4 },
});

const MINUTE = 60 * 1000;
const MAX_DELAY = 10 * MINUTE;

export async function collectPayment(input: { amount: number; currency: string; reference: string }): Promise<string> {
  const { paymentId, state } = await createPayment(input);
  let current: PaymentState = state;
  let delay = 5000;
  const deadline = Date.now() + 24 * 60 * MINUTE;
  while (current === 'pending') {
    if (Date.now() > deadline) {
      throw ApplicationFailure.create({
        message: `payment ${paymentId} is still pending`,
        type: 'PaymentTimeout',
        nonRetryable: true,
      });
    }
    await sleep(delay);
    delay = Math.min(delay * 2, MAX_DELAY);
    const polled = await getPayment(paymentId);
    if (polled.state === 'failed') {
      throw ApplicationFailure.nonRetryable(polled.reason ?? 'no reason given', 'PaymentFailed');
    }
    current = polled.state;
  }
  if (current === 'authorised') await capture(paymentId);
  return paymentId;
}
