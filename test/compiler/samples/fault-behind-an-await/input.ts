import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

interface Doc {
  id: string;
}

export async function faultBehindAnAwait(input: { text: string; owner?: { name: string } }): Promise<void> {
  const doc = JSON.parse(input.text) as Doc;
  await tell('started');
  await tell(doc.id);
}
