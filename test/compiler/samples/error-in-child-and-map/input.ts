import { ApplicationFailure, ChildWorkflowFailure, executeChild, proxyActivities } from '@temporalio/workflow';
import { failureOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  step(n: number): Promise<number>;
}
const { step } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 2 } });

export async function outer(input: { ns: number[] }): Promise<string[]> {
  const said: string[] = [];
  try {
    await mapConcurrently(input.ns, 1, async (n) => await executeChild(inner, { args: [{ n }] }));
    said.push('all');
  } catch (error) {
    said.push(failureOf(error).type, failureOf(error).message);
  }
  try {
    said.push(`${await executeChild(inner, { args: [{ n: 50 }] })}`);
  } catch (error) {
    if (error instanceof ChildWorkflowFailure) said.push('child');
    said.push(failureOf(error).type);
  }
  return said;
}

export async function inner({ n }: { n: number }): Promise<number> {
  if (n > 40) throw ApplicationFailure.nonRetryable('too large', 'TooLarge');
  const results = await mapConcurrently([n, n + 1], 1, async (each) => await step(each));
  return results.length;
}
