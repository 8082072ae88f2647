import { proxyActivities, uuid4 } from '@temporalio/workflow';

interface Activities {
  begin(input: { key: string }): Promise<string>;
  check(input: { same: boolean }): Promise<void>;
}
const { begin, check } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 2 },
});

export async function keys(): Promise<boolean> {
  const key = uuid4();
  const other = uuid4();
  await check({ same: key === other });
  const copy = key;
  await check({ same: copy === key });
  return key.length === 36;
}
