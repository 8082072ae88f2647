import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(lists: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function listShapes(input: { a: string[]; b: string[][]; n: number[] }): Promise<void> {
  const { a, b, n } = input;
  await tell([
    a.concat(['x']),
    [...a, ...a],
    ['first', ...a],
    [...a, 'last'],
    b.flat(),
    b.map((inner) => inner.length),
    b.map((inner) => [...inner, 'end']),
    a.map((text) => [text]),
    a.flatMap((text) => [text, text]),
    n.toSorted((x, y) => y - x),
    a.toReversed(),
    [...a].sort(),
    [...n].reverse(),
    [a],
    [[...a]],
    Array.from({ length: 3 }, (_, index) => index * 2),
  ]);
}
