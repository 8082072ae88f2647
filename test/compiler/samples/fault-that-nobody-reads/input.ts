import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

interface Doc {
  id: string;
}

export async function faultThatNobodyReads(input: { text: string }): Promise<string> {
  try {
    JSON.parse(input.text) as Doc;
  } catch {
    return 'no JSON';
  }
  await tell(input.text);
  return 'told';
}
