import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  say(text: string): Promise<string>;
}
const { say } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const handlers = { run: async (text: string): Promise<string> => await say(text) };
handlers.run = async (text) => await say(`other ${text}`);

export async function workflow(input: { id: string }): Promise<string> {
  return await handlers.run(input.id);
}
