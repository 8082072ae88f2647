import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  rows(): Promise<{ note?: string; n: number }[]>;
}
const { rows } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { wanted?: string }): Promise<number> {
  const list = await rows();
  return list.filter((a) => a.note === input.wanted).length;
}
