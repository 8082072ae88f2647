import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(parts: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function textSplitAndJoin(input: { text: string; by: string }): Promise<unknown> {
  const { text, by } = input;
  const words = text.split(' ').filter((word) => word !== '');
  await tell([
    text.split(by),
    text.split(''),
    text.split('').toReversed().join(''),
    text.split('\n').map((line) => line.trim()),
    text.split(by).join(by) === text,
    text.split(by).length,
    words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' '),
  ]);
  const pairs = text.split(';').map((pair) => pair.split('='));
  const [head, ...tail] = words;
  return {
    pairs,
    fields: Object.fromEntries(pairs.map(([key = '', value = '']) => [key, value])),
    head: head ?? null,
    tail,
  };
}
