import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function behind(): Promise<number> {
  const a: string[] = [];
  await tell('x');
  a[3] = 'x';
  return a.length;
}
export async function before(input: { n: number }): Promise<string> {
  const a: string[] = ['q'];
  const i = input.n;
  a[i] = 'x';
  return `${a.length} ${a[0]!}`;
}
