import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { name?: string }): Promise<string> {
  let name = input.name;
  name ??= await given();
  return name;
}
async function given(): Promise<string> {
  await tell('asked');
  return 'asked';
}
