import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function refusedPatternBehindAnExclamationMark(input: { owner?: { name: string } }): Promise<void> {
  const { name } = input.owner!;
  await tell(name);
}
