import { proxyActivities, sleep } from '@temporalio/workflow';

interface Activities {
  poll(input: { id: string; attempt: number }): Promise<{ status: 'running' | 'done' | 'failed'; result?: string }>;
}
const { poll } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function waitFor(input: { id: string; limit: number }): Promise<string> {
  let attempt = 0;
  while (attempt < input.limit) {
    attempt++;
    const { status, result } = await poll({ id: input.id, attempt });
    if (status === 'done') return result ?? 'nothing';
    if (status === 'failed') return `failed at ${attempt}`;
    await sleep(attempt * 1000);
  }
  return 'gave up';
}
