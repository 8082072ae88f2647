import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

function count(_first: string, ..._more: string[]): number {
  return arguments.length;
}

export async function workflow(input: { id: string }): Promise<number> {
  return await act(count(input.id, 'b', 'c'));
}
