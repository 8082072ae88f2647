import { proxyActivities } from '@temporalio/workflow';
import { allOf } from 'avesa/constructs';

interface Activities {
  left(n: number): Promise<number>;
  right(n: number): Promise<string>;
}
const { left, right } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function both(input: { n: number }): Promise<{ sum: string }> {
  const [a, b] = await allOf([
    () => left(input.n),
    async () => {
      const text = await right(input.n);
      return `${text}!`;
    },
  ]);
  return { sum: `${a} ${b}` };
}
