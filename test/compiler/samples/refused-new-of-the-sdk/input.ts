import { CancellationScope, proxyActivities, Trigger } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function scope(): Promise<void> {
  const inner = new CancellationScope();
  await inner.run(() => tell('x'));
  inner.cancel();
}
export async function trigger(): Promise<void> {
  const ready = new Trigger<string>();
  ready.resolve('x');
  await tell(await ready);
}
