import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; meta: { n: number } }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

async function identity(values: string[]): Promise<string[]> {
  await act(values.length);
  return values;
}

export async function workflow(input: { id: string; n: number; items: string[] }): Promise<unknown> {
  const list = [input.id];
  const same = await identity(list);
  same.push('x');
  return await act(list);
}
