import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function stringifyOfATextOrList(input: { one: string | string[]; maybe?: string }): Promise<void> {
  await tell(JSON.stringify(input.one));
  await tell(JSON.stringify(input.maybe) ?? 'none');
  await tell({ text: JSON.stringify(input.maybe) });
}
