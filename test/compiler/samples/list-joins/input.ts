import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(texts: string[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function listJoins(input: {
  texts: string[];
  numbers: number[];
  maybe: (string | null)[];
  separator: string;
}): Promise<string> {
  const { texts, numbers, maybe, separator } = input;
  await tell([
    texts.join(),
    texts.join(''),
    texts.join(separator),
    numbers.join('-'),
    numbers.map((number) => number * 1.5).join(' '),
    maybe.join('/'),
    [...texts, ...numbers].join(),
    [true, false].join('&'),
    texts.map((text) => `<${text}>`).join(separator),
    texts.filter((text) => text !== '').join(separator) || 'nothing',
  ]);
  return [texts.length, numbers.length, maybe.length].join(separator);
}
