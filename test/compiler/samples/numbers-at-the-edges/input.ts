import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(numbers: (number | boolean | string)[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function numbersAtTheEdges(input: { n: number; list: number[] }): Promise<number> {
  const { n, list } = input;
  await tell([
    Math.round(n),
    Math.round(-n),
    Math.round(n + 0.5),
    Math.floor(n),
    Math.ceil(n),
    Math.trunc(n),
    Math.abs(n),
    Math.sign(n),
    Math.max(n, -n),
    Math.min(n, 0, ...list),
    Math.max(...list, n),
    n % 3,
    -n % 3,
    n % -3,
    n ** 2,
    2 ** Math.abs(n),
    (-2) ** 3,
    n - -n,
    -(-n),
    n / 4,
    10 / 4 / 5,
    10 / (4 / 5),
    10 - (4 - (3 - n)),
    n * 1_000_000,
    0xff + 1e3,
    Number.MAX_SAFE_INTEGER,
    Number.isInteger(n),
    `${1e21} ${1e-7} ${Number.MAX_SAFE_INTEGER} ${0.1 + 0.2 > 0.3}`,
  ]);
  return list.reduce((sum, each) => sum + each, 0) / Math.max(list.length, 1);
}
