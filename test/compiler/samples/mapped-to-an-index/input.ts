import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { items: string[] }): Promise<number> {
  const picked = [0, 5].map((i) => input.items[i]);
  await tell('x');
  return picked.length;
}
