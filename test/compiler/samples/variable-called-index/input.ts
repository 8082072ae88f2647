import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { items: string[] }): Promise<string> {
  let index = input.items.length - 1;
  while (input.items[index] !== undefined) {
    await tell(input.items[index]!);
    index -= 1;
  }
  return `${index}`;
}
