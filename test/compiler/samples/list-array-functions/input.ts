import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(parts: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function listArrayFunctions(input: {
  count: number;
  one: string | string[];
  texts: string[];
}): Promise<unknown> {
  const { count, one, texts } = input;
  const all = Array.isArray(one) ? one : [one];
  await tell([
    Array.from({ length: count }, (_, index) => index + 1),
    Array.from({ length: count }, () => 'x'),
    Array.from(texts, (text) => text.length),
    Array.from(texts),
    Array.of(1, count),
    Array.of(texts),
    Array.isArray(one),
    all,
    Array.from({ length: count }, (_, row) => Array.from({ length: row }, (__, column) => row * column)),
  ]);
  const pages = Array.from({ length: Math.ceil(texts.length / 2) }, (_, page) => texts.slice(page * 2, page * 2 + 2));
  return { pages, joined: Array.isArray(one) ? one.join('+') : one };
}
