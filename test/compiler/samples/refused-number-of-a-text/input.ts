import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { text: string }): Promise<string> {
  await tell('x');
  const n = Number(input.text);
  return Number.isNaN(n) ? 'bad' : 'ok';
}
export async function blank(input: { text: string }): Promise<number> {
  return Number(input.text);
}
