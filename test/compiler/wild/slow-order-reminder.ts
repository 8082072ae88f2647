import { proxyActivities, sleep } from '@temporalio/workflow';

interface Acts {
  processOrder(id: string): Promise<string>;
  sendDelayNotice(id: string): Promise<void>;
}
const { processOrder, sendDelayNotice } = proxyActivities<Acts>({
  startToCloseTimeout: '1 day',
  retry: { maximumAttempts: 1 },
});

/** Tells the customer if processing takes longer than expected. */
export async function orderWithReminder({ id, after }: { id: string; after: number }): Promise<string> {
  let processing = true;
  const processed = processOrder(id).then((result) => {
    processing = false;
    return result;
  });
  await Promise.race([processed, sleep(after)]);
  if (processing) {
    await sendDelayNotice(id);
  }
  return await processed;
}
