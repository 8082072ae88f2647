import { executeChild, proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  greet(name: string): Promise<string>;
}
const { greet } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function parent(input: { names: string[] }): Promise<string[]> {
  const answers: string[] = [];
  for (const name of input.names) {
    try {
      const { text } = await executeChild(child, { args: [{ name }] });
      answers.push(text);
    } catch (error) {
      const { type, message } = failureOf(error);
      answers.push(`${type}: ${message}`);
    }
  }
  return answers;
}

export async function child({ name }: { name: string }): Promise<{ text: string }> {
  return { text: await greet(name) };
}
