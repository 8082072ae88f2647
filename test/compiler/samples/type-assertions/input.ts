import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  call(name: string): Promise<unknown>;
  tell(value: unknown): Promise<void>;
}
const { call, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function refusedTypeAssertions(): Promise<void> {
  const count = ((await call('a')) as { count: number }).count + 1;
  await tell(count);
  const { names = [] } = (await call('b')) as { names?: string[] };
  await tell(`${(await call('c')) as string} ${names.length}`);
}
