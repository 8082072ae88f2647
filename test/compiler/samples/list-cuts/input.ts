import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(parts: number[][]): Promise<void>;
  one(value: number): Promise<void>;
}
const { tell, one } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function listCuts(input: { list: number[]; from: number; to: number }): Promise<void> {
  const { list, from, to } = input;
  await tell([
    list.slice(from, to),
    list.slice(from),
    list.slice(-2),
    list.slice(0, -1),
    list.slice(),
    list.slice(to, from),
  ]);
  const last = list.at(-1);
  if (last !== undefined) await one(last);
  const second = list[1];
  await one(second ?? -1);
}
