import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function ofVariable(): Promise<number> {
  let a: string[] = [];
  const b = ['x'];
  a = b;
  a.push('y');
  return b.length; // 2
}
export async function ofInput(input: { items: string[] }): Promise<number> {
  let a: string[] = [];
  a = input.items;
  await tell('x');
  a.push('y');
  return input.items.length; // one more than there were
}
