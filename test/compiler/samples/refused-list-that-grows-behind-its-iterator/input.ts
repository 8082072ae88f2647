import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(): Promise<number> {
  const list = ['a', 'b'];
  for (const [index, item] of list.entries()) {
    if (index === 0) list.push('c');
    await tell(item);
  }
  return list.length;
}
