import { proxyActivities } from '@temporalio/workflow';
import { withRetries } from 'avesa/constructs';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; meta: { n: number } }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

const first = proxyActivities<{ one(n: number): Promise<void> }>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1, nonRetryableErrorTypes: ['Bad'] },
});
const second = proxyActivities<{ two(n: number): Promise<number> }>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function workflow(input: { id: string; n: number; items: string[] }): Promise<unknown> {
  return await withRetries([{ errors: ['All'], interval: '1 second', maximumAttempts: 2 }], async () => {
    await first.one(1);
    return await second.two(2);
  });
}
