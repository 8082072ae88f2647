import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  rows(id: string): Promise<{ name: string }[]>;
  tell(text: string): Promise<void>;
}
const { rows, tell } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 3 },
});

export async function firstName({ id }: { id: string }): Promise<string> {
  const found = await rows(id);
  const name = found[0]!.name;
  await tell(name);
  return name;
}
