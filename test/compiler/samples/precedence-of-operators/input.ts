import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(values: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** What is chosen, compared or put together inside of other operators. */
export async function precedenceOfOperators(input: {
  n: number;
  text: string;
  row?: { a: number; b?: string };
}): Promise<void> {
  const { n, text, row } = input;
  const list = [3, 1, n];
  await tell([
    (n > 1 ? list : [1]).length + 1,
    (n > 1 ? 'a' : 'b') === 'a',
    text + ' = x' !== 'y = x',
    !(`${text} = x` === 'y = x'),
    !(text === 'a' || n === 1),
    !(n === 1 && text === 'a'),
    !(n > 1) === n <= 1,
    (n || 1) * ((n && 2) + 1),
    (row?.a ?? 0) * 2 + (row?.b?.length ?? 1),
    (-(row?.a ?? 1)) ** 2,
    n - (n > 1 ? 1 : 2),
    (n > 1 ? 1 : 2) - n,
    (10 % (n + 5)) * 2,
    10 * (7 % 4),
    10 - 4 - (3 - 1),
    2 ** (3 ** 2),
    1 - -1 - -n,
    Math.floor((n > 1 ? 5 : 6) / 4) * 2,
  ]);
  await tell([
    list.map((x) => (x > 1 ? x : -x)).filter((x) => (x > 0 ? true : x < -1)),
    list.filter((x) => (x > 0 && x < 3) || x === 9),
    list.filter((x) => !(x % 2)),
    list.some((x) => x > 2) && list.every((x) => x < 9) ? 'in' : 'out',
    list.includes(n) === text.includes('a'),
    !list.includes(0) || n > 1,
    [true, false].includes(n > 1),
    [n > 1, n > 2].indexOf(true),
    `${n}` + n + `${n + 1}`,
    'a' + (n + 1) + (n > 1 ? 'b' : 'c') + 'd',
    text.slice(n > 1 ? 1 : 0, n > 1 ? -1 : 2),
    (n > 1 ? text : 'zz').toUpperCase().slice(0, 1) + '.',
    text.split(n > 1 ? '' : 'b').length,
    { ...(row ?? { a: 0 }), a: (row?.a ?? 0) + 1 }.a,
    [{ x: n }][0]?.x ?? 'none',
    ((x: number, y = x * 2) => x + y)(n),
    ((...all: number[]) => all.length)(1, 2, n),
  ]);
}
