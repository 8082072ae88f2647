import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  say(text: string): Promise<string>;
}
const { say } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function sent(): Promise<string> {
  return await say(`large: ${'é'.repeat(150_000)}`);
}
