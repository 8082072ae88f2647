import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const same = (list: string[]): string[] => list;

export async function workflow(): Promise<number> {
  const a = ['1'];
  const b = same(a);
  await tell('x');
  a.push('2');
  return b.length;
}
