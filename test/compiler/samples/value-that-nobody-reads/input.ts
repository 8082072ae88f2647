import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<string>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

interface Doc {
  id: string;
}

export async function valueThatNobodyReads(input: { text: string; doc?: Doc }): Promise<string> {
  const text = await tell(input.text);
  const parsed = JSON.parse(text) as Doc;
  const id = input.doc!.id;
  await tell('parsed');
  return 'told';
}
