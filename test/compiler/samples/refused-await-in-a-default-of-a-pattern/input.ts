import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  load(id: string): Promise<{ name?: string }>;
  ask(what: string): Promise<string>;
}
const { load, ask } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function awaitInADefaultOfAPattern(input: { id: string }): Promise<string> {
  const { name = await ask('name') } = await load(input.id);
  return name;
}
