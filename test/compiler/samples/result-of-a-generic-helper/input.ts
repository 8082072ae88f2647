import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const lastOr = <T>(list: readonly T[], otherwise: T): T => list.at(-1) ?? otherwise;

export async function refusedResultOfAGenericHelper(input: { list: number[] }): Promise<void> {
  const last = lastOr(input.list, 0);
  await tell(last + 1);
  await tell(lastOr(input.list, 0) + 1);
  if (lastOr(input.list, 0) > 1) await tell(lastOr(['a'], 'b').length);
}
