import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(shapes: string[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function textShapes(input: { text: string; count: number }): Promise<void> {
  const { text, count } = input;
  await tell([
    text.toUpperCase(),
    text.toLowerCase(),
    text.trim(),
    text.padStart(8, '*'),
    text.padEnd(8, 'xy'),
    text.padStart(3),
    text.repeat(count),
    text.concat('!', text),
    `${text}${count}`,
    text + count,
    count + text,
    [text, count, true, null].join('|'),
  ]);
}
