import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function pair(left: string, right: string): Promise<void> {
  await tell(left + right);
}
