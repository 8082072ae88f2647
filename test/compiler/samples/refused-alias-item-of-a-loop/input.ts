import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(): Promise<number> {
  const list = [{ n: 1 }];
  for (const item of list) {
    await tell('x');
    item.n += 1;
  }
  return list[0]!.n;
}
export async function pure(): Promise<number> {
  const list = [{ n: 1 }];
  for (const item of list) item.n += 1;
  return list[0]!.n;
}
