import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[] }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

async function* parts(): AsyncGenerator<number> {
  yield await Promise.resolve(1);
}

export async function workflow(input: { id: string; n: number; items: string[] }): Promise<unknown> {
  let n = 0;
  for await (const part of parts()) n += part;
  return await act(n);
}
