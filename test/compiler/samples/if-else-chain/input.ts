import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  small(n: number): Promise<string>;
  medium(n: number): Promise<string>;
  large(n: number): Promise<string>;
}
const { small, medium, large } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function bySize({ size }: { size: number }): Promise<string> {
  let answer: string;
  if (size < 10) {
    answer = await small(size);
  } else if (size < 100) {
    answer = await medium(size);
  } else {
    answer = await large(size);
  }
  return answer.toUpperCase();
}
