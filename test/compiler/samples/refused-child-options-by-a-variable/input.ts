import { executeChild, proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function child(input: { id: string }): Promise<number> {
  return (await load(input.id)).items.length;
}
export async function workflow(input: { id: string; seconds: number }): Promise<number> {
  const options = { args: [{ id: input.id }] as [{ id: string }] };
  const first = await executeChild(child, options);
  const second = await executeChild(child, { args: [{ id: 'b' }], workflowExecutionTimeout: input.seconds * 1000 });
  return first + second;
}
