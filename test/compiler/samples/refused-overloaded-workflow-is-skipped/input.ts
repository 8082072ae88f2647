import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function overloaded(input: string): Promise<string>;
export async function overloaded(input: number): Promise<number>;
export async function overloaded(input: string | number): Promise<string | number> {
  await tell('x');
  return input;
}
export async function other(): Promise<void> {
  await tell('y');
}
