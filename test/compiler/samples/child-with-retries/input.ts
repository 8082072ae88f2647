import { executeChild, proxyActivities } from '@temporalio/workflow';
import { failureOf, withRetries } from 'avesa/constructs';

interface Activities {
  flaky(n: number): Promise<number>;
}
const { flaky } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function retried(input: { n: number }): Promise<string> {
  try {
    const result = await withRetries([{ errors: ['All'], interval: '10 seconds', maximumAttempts: 3 }], () =>
      executeChild(once, { args: [{ n: input.n }] }),
    );
    return `got ${result}`;
  } catch (error) {
    return `failed: ${failureOf(error).type}`;
  }
}

export async function once({ n }: { n: number }): Promise<number> {
  return (await flaky(n)) + 1;
}
