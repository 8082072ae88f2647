import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function reduceFromUndefined(input: { names: string[] }): Promise<void> {
  const longest = input.names.reduce<string | undefined>(
    (best, name) => (best === undefined ? `first ${name}` : `${best}, ${name}`),
    undefined,
  );
  await tell(longest ?? 'none');
}
