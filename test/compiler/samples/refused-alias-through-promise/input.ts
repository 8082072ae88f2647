import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function resolved(): Promise<number> {
  const a = ['1'];
  const b = await Promise.resolve(a);
  a.push('2');
  return b.length; // 2
}
export async function all(): Promise<number> {
  const a = ['1'];
  const [b] = await Promise.all([Promise.resolve(a), tell('x')]);
  a.push('2');
  return b.length; // 2
}
