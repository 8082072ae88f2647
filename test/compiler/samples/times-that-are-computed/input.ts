import { proxyActivities, sleep } from '@temporalio/workflow';

interface Activities {
  delay(name: string): Promise<number>;
  at(): Promise<string>;
  tell(what: unknown): Promise<void>;
}
const { delay, at, tell } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});
const minute = 60_000;
const pause = { short: '30 seconds', long: '1 day' } as const;

export async function timesThatAreComputed(input: { seconds: number; when?: string }): Promise<unknown> {
  const started = Date.now();
  await sleep(input.seconds * 1000);
  await sleep((await delay('x')) * minute);
  await sleep(pause.short);
  await sleep(Math.max(1, input.seconds) * 1000 + 2 * minute);
  for (let i = 1; i < 3; i++) await sleep(i * 1000);
  const ended = Date.now();
  const when = Date.parse(input.when ?? (await at()));
  await tell([when, when - 86_400_000 > 0, new Date().toISOString().length]);
  const isLate = ended - started >= 150_000;
  const again = Date.now() === Date.now();
  return { isLate, again, isLong: ended - started > 10_000_000 };
}
