import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(numbers: number[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function remaindersAndPowers(input: { a: number; b: number }): Promise<void> {
  const { a, b } = input;
  await tell([
    a % b,
    a ** 2,
    2 ** b,
    (a + b) * (a - b),
    a - b - 1,
    a - (b - 1),
    -(a + b),
    a * -b,
    (a % b) + b,
    a / b / 2,
  ]);
}
