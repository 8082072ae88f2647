import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function fromEntriesWithNumbers(input: { rows: { id: number; name: string }[] }): Promise<void> {
  const byId = Object.fromEntries(input.rows.map(({ id, name }) => [id, name]));
  await tell(byId);
}
