import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { text: string }): Promise<{ size: number; told: string }> {
  return { size: (JSON.parse(input.text) as { size: number }).size, told: await say() };
}
async function say(): Promise<string> {
  await tell('x');
  return 'x';
}
