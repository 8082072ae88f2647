import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function padToLessThanNothing(input: { text: string; width: number }): Promise<void> {
  await tell(input.text.padEnd(input.width, '*'));
  await tell(input.text.padStart(input.width));
  await tell(input.text.padStart(input.width - 3));
}
