import { CancellationScope, isCancellation, proxyActivities, sleep } from '@temporalio/workflow';

interface Acts {
  pick(orderId: string): Promise<string[]>;
  pack(input: { orderId: string; parts: string[] }): Promise<void>;
  restock(orderId: string): Promise<void>;
}
const { pick, pack, restock } = proxyActivities<Acts>({
  startToCloseTimeout: '10 minutes',
  retry: { maximumAttempts: 2 },
});

export async function fulfil(orderId: string): Promise<string> {
  try {
    const parts = await pick(orderId);
    await CancellationScope.cancellable(async () => {
      await pack({ orderId, parts });
    });
    return 'packed';
  } catch (err) {
    if (isCancellation(err)) {
      await CancellationScope.nonCancellable(async () => {
        await restock(orderId);
      });
    }
    throw err;
  } finally {
    await CancellationScope.nonCancellable(() => sleep('1 minute'));
  }
}
