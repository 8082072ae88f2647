import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function found(): Promise<number> {
  const list = [{ n: 1 }];
  const one = list.find((x) => x.n === 1)!;
  await tell('x');
  list[0]!.n = 5;
  return one.n; // 5
}
export async function ofValues(): Promise<number> {
  const box = { a: ['1'] };
  const [part] = Object.values(box);
  box.a.push('2');
  return part!.length; // 2
}
