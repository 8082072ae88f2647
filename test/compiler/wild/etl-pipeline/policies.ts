import type { ActivityOptions } from '@temporalio/workflow';

const retry = { maximumAttempts: 3, initialInterval: '10s', backoffCoefficient: 2 };

export const quick: ActivityOptions = { startToCloseTimeout: '1 minute', retry };
export const slow = {
  startToCloseTimeout: '2 hours',
  retry: { ...retry, maximumAttempts: 2 },
} satisfies ActivityOptions;
