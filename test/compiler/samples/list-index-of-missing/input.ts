import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(found: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** What is looked for may be missing, null, or there several times. */
export async function listIndexOfMissing(input: {
  texts: (string | null)[];
  numbers: number[];
  mixed: (string | number | boolean)[];
  what: string | null;
  number?: number;
}): Promise<number> {
  const { texts, numbers, mixed, what, number } = input;
  await tell([
    texts.indexOf(what),
    texts.includes(what),
    texts.includes(null),
    texts.indexOf(''),
    numbers.indexOf(number ?? 0),
    numbers.includes(number ?? -1),
    mixed.indexOf(1),
    mixed.indexOf('1'),
    mixed.includes(true),
    mixed.includes('true'),
    mixed.indexOf(false),
    texts.findIndex((text) => text === what),
    texts.findLast((text) => text !== null) ?? 'no text',
    numbers.find((each) => each > 0) ?? 'no number',
    numbers.find((each) => each === 0) === 0,
  ]);
  const at = numbers.indexOf(number ?? 2);
  return at >= 0 ? at : -100;
}
