import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function parameterCalledN(input: { names: string[] }): Promise<void> {
  await tell(input.names.map((n) => n.repeat(2)));
  await tell(input.names.map((n) => 'ab'.padStart(6, n)));
}
