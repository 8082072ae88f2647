import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { items: string[] }): Promise<number> {
  input.items.forEach(async (item) => {
    await tell(item);
  });
  await tell('all');
  return 1;
}
