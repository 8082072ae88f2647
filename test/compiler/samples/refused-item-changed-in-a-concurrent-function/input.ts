import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[]; name?: string }): Promise<unknown> {
  const rows = input.items.map((id) => ({ id, count: 0 }));
  await mapConcurrently(rows, 2, async (row) => {
    row.count = await act(row.id);
  });
  return rows;
}
