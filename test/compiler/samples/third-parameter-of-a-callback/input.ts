import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { items: string[] }): Promise<string[]> {
  await tell('x');
  return input.items.filter((item, index, all) => all.indexOf(item) === index);
}
