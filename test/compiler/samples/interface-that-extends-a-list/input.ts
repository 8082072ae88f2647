import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

interface Tags extends Array<string> {}

export async function interfaceThatExtendsAList(input: { tags: Tags }): Promise<void> {
  await tell(input.tags[0] ?? 'none');
  await tell(input.tags.length);
}
