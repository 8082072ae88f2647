import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';

interface Acts {
  normalise(sku: string): Promise<string>;
  priceOf(sku: string): Promise<number>;
  publish(input: { sku: string; price: number }): Promise<void>;
}
const local = proxyLocalActivities<Acts>({ startToCloseTimeout: '1 second', retry: { maximumAttempts: 3 } });
const { publish } = proxyActivities<Acts>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

export async function publishPrice({ sku }: { sku: string }): Promise<number> {
  const clean = await local.normalise(sku);
  const price = await local.priceOf(clean);
  await publish({ sku: clean, price });
  return price;
}
