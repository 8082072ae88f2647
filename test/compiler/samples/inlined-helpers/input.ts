import { proxyActivities, sleep } from '@temporalio/workflow';
import { describeItem, retryable } from './helpers.ts';

interface Activities {
  fetchItem(id: string): Promise<{ id: string; price: number }>;
  store(text: string): Promise<void>;
}
const { fetchItem, store } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 2 },
});

async function process(id: string, factor = 2): Promise<number> {
  const item = await fetchItem(id);
  if (item.price === 0) return 0;
  await pause(item.price);
  await store(describeItem(item, { upper: true }));
  return item.price * factor;
}

async function pause(price: number): Promise<void> {
  if (retryable(price)) await sleep('5 seconds');
}

export async function batch(input: { ids: string[] }): Promise<number> {
  let total = 0;
  for (const id of input.ids) total += await process(id);
  total += await process('extra', 3);
  return total;
}
