import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function refusedListThatIsKeptAfterItsLastChange(input: { lists: number[][] }): Promise<void> {
  const rows: { id: number; large: number[] }[] = [];
  for (const [id, list] of input.lists.entries()) {
    const large: number[] = [];
    for (const value of list) if (value > 2) large.push(value);
    await tell(id);
    rows.push({ id, large });
  }
  await tell(rows);
}
