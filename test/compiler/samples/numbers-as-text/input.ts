import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(texts: string[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function numbersAsText(input: { a: number; b: number }): Promise<void> {
  const { a, b } = input;
  await tell([
    `${a}`,
    String(a + b),
    (a * b).toString(),
    `${a / 4}`,
    `${-a}`,
    `${a - b}`,
    `${Math.round(a)} ${Math.floor(a)} ${Math.ceil(a)} ${Math.trunc(a)} ${Math.abs(a)}`,
    `${Math.max(a, b)} ${Math.min(a, b)} ${Math.sign(a)}`,
  ]);
}
