import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** A Set is no JSON, and objects in it are told apart by their identity. */
export async function sets(input: { names: string[]; items: { id: string }[]; text: string }): Promise<void> {
  await tell(new Set(input.names));
  await tell([...new Set(input.items)]);
  await tell([...new Set(input.text)]);
  await tell([...new Set()]);
  await tell(input.names.indexOf('a', 1));
}
