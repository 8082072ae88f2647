import { proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type * as activities from './activities.js';
import type { createActivities } from './activities.js';

const base: ActivityOptions = { startToCloseTimeout: '20 seconds', retry: { maximumAttempts: 3 } };

export const { priceOf, saveCart } = proxyActivities<typeof activities>({ ...base, startToCloseTimeout: '5 seconds' });
export const tracking = proxyActivities<ReturnType<typeof createActivities>>({
  ...base,
  retry: { maximumAttempts: 1 },
});
