import { proxyActivities } from '@temporalio/workflow';

const acts = proxyActivities<Record<string, (input: string) => Promise<string>>>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

interface Step {
  name: string;
  run: () => Promise<void>;
}

export async function dynamic(input: { name: string }): Promise<string> {
  return await acts[input.name]!('x');
}
export async function callback(input: { step: Step }): Promise<void> {
  await input.step.run();
}
export async function global(): Promise<number> {
  const response = await fetch('https://example.com');
  return response.status;
}
export async function settled(): Promise<number> {
  const results = await Promise.allSettled([acts.a!('1'), acts.b!('2')]);
  return results.length;
}
