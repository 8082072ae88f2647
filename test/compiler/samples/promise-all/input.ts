import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  left(n: number): Promise<number>;
  right(n: number): Promise<number>;
  each(item: string): Promise<string>;
}
const { left, right, each } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function gathers(input: { n: number; items: string[] }): Promise<{ total: number; texts: string[] }> {
  const [a, b] = await Promise.all([left(input.n), right(input.n + 1)]);
  const texts = await Promise.all(input.items.map(async (item, index) => `${index}:${await each(item)}`));
  return { total: a + b, texts };
}
