import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(): Promise<number> {
  for (var i = 0; i < 3; i++) await tell(`${i}`);
  return i;
}
