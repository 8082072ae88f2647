import { executeChild, proxyActivities } from '@temporalio/workflow';

const acts = proxyActivities<Record<string, (input: string) => Promise<string>>>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function held(input: { name: string }): Promise<string> {
  const activity = acts[input.name]!;
  return await activity('x');
}
export async function child(input: { name: string }): Promise<string> {
  return (await executeChild(input.name, { args: ['x'] })) as string;
}
