import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function refusedMethodsWithUsualArguments(input: {
  list: string[];
  deep: number[][][];
  at: number;
}): Promise<void> {
  await tell(input.list.at(input.at) ?? 'none');
  await tell(input.deep.flat(2));
  await tell(input.list[0]?.[0] ?? 'none');
}
