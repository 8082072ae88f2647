import { ActivityFailure, ApplicationFailure, TimeoutFailure, proxyActivities } from '@temporalio/workflow';

interface Activities {
  pay(amount: number): Promise<string>;
}
const { pay } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function payment(input: { amount: number }): Promise<string> {
  try {
    return await pay(input.amount);
  } catch (error) {
    if (
      error instanceof ActivityFailure &&
      error.cause instanceof ApplicationFailure &&
      error.cause.type === 'Declined'
    ) {
      return 'declined';
    }
    if (error instanceof ActivityFailure && error.cause instanceof TimeoutFailure) return 'too slow';
    throw error;
  }
}
