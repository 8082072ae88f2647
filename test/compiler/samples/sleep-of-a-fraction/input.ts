import { proxyActivities, sleep } from '@temporalio/workflow';

interface Activities {
  retryAfter(): Promise<number>;
}
const { retryAfter } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(): Promise<string> {
  const seconds = await retryAfter();
  await sleep(seconds * 1000);
  return 'done';
}
