import { proxyActivities, sleep } from '@temporalio/workflow';

interface Activities {
  act(n: number): Promise<number>;
}
const { act } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(): Promise<void> {
  for (let count = 0; ; count += 1) {
    await act(count);
    await sleep('1 day');
  }
}
