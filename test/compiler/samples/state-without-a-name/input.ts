import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(): Promise<void> {
  await tell('x');
  throw ApplicationFailure.create({ type: '!!!', message: 'no letters in its type' });
}
