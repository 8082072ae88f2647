import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function ofAField(): Promise<void> {
  const box = { queue: [1] };
  for (const value of box.queue) {
    await tell(value);
    if (box.queue.length < 3) box.queue.push(value + 1);
  }
}
export async function byEntries(): Promise<void> {
  const queue = [1];
  for (const [index, value] of queue.entries()) {
    await tell([index, value]);
    if (queue.length < 3) queue.push(value + 1);
  }
}
export async function withoutAwaits(): Promise<number[]> {
  const list = [1, 2, 3];
  let sum = 0;
  for (const value of list.values()) {
    sum += value;
    list.push(sum);
    if (sum > 20) break;
  }
  return list;
}
