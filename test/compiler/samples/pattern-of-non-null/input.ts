import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { items: { id: string; size: number }[] }): Promise<void> {
  const queue = [...input.items];
  while (queue.length > 0) {
    const { id, size } = queue.shift()!;
    await tell(`${id} ${size}`);
  }
}
