import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  one(n: number): Promise<number>;
  two(n: number): Promise<number>;
  flag(n: number): Promise<boolean>;
}
const { one, two, flag } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function awaits({
  n,
}: {
  n: number;
}): Promise<{ sum: number; list: number[]; text: string; chosen: number }> {
  const sum = (await one(n)) + (await two(n + 1)) * 2;
  const list = [await one(sum), n, await two(sum)];
  const text = `${await one(1)}-${await two(2)}`;
  const chosen = (await flag(n)) ? await one(100) : await two(200);
  const lazy = n > 3 && (await flag(n + 1));
  const either = (await flag(7)) || (await flag(8));
  return { sum: sum + (lazy ? 1 : 0) + (either ? 10 : 0), list, text, chosen };
}
