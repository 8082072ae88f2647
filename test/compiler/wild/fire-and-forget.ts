import { proxyActivities, sleep } from '@temporalio/workflow';

const { audit, work } = proxyActivities<{
  audit(text: string): Promise<void>;
  work(n: number): Promise<number>;
}>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

export async function fireAndForget(input: { n: number }): Promise<number> {
  void audit('started');
  let n = input.n,
    m = 0;
  for (let i = 0, j = 10; i < j; i++, j--) m += i * j;
  n = (m++, n + m);
  audit('half way');
  const pending = work(n);
  await sleep('1 second');
  return (await pending) + m;
}
