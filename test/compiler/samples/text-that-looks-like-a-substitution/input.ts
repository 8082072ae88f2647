import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { name: string }): Promise<string> {
  await tell('Dear ${name}, the word ${tell} stays');
  return input.name.replace('${name}', 'x');
}
