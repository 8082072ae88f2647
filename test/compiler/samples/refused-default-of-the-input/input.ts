import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(items: string[] = ['a', 'b']): Promise<number> {
  for (const item of items) await tell(item);
  return items.length;
}
export async function fields({ n }: { n: number } = { n: 3 }): Promise<number> {
  await tell('x');
  return n;
}
