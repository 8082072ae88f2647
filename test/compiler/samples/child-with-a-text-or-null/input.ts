import { executeChild, proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function child(id: string): Promise<number> {
  await tell(id);
  return id.length;
}
export async function maybe(id: string | null): Promise<string> {
  await tell('x');
  return id === null ? 'null' : 'text';
}
export async function workflow(input: { id: string }): Promise<string> {
  const length = await executeChild(child, { args: [input.id] });
  return `${length} ${await executeChild(maybe, { args: [null] })}`;
}
