import { ApplicationFailure, executeChild, proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  work(n: number): Promise<number>;
}
const { work } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function top(input: { n: number }): Promise<string> {
  try {
    return `got ${await executeChild(middle, { args: [input] })}`;
  } catch (error) {
    const { type, message } = failureOf(error);
    return `${type} / ${message}`;
  }
}

export async function middle(input: { n: number }): Promise<number> {
  return await executeChild(bottom, { args: [input] });
}

export async function bottom({ n }: { n: number }): Promise<number> {
  if (n < 0) throw ApplicationFailure.create({ type: 'Negative', message: `n is "${n}"` });
  return await work(n);
}
