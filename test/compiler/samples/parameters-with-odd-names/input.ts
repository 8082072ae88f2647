import { proxyActivities } from '@temporalio/workflow';

interface Row {
  a: number;
  b?: number;
  list: number[];
}
interface Activities {
  tell(values: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Parameters of callbacks with the names that the definitions give to what they compute on the way. */
export async function parametersWithOddNames(input: {
  names: string[];
  numbers: number[];
  rows: Row[];
  text: string;
}): Promise<void> {
  const { names, numbers, rows, text } = input;
  await tell([
    names.map((item) => [item].map((each) => each + item)),
    names.map((value) => Object.entries({ k: 1 }).map(([key, v]) => key + v + value)),
    names.map((pair) => Object.fromEntries([[pair, 1]])),
    names.map((list) => [[1], [2]].flat().map((x) => list + x)),
    names.map((found) => names.indexOf(found)),
    names.map((place) => names.findIndex((each, at) => each === place && at > 0)),
    names.map((owner) => owner.slice(1, 3) + (owner.at(-1) ?? '')),
    names.map((whole) => whole.replaceAll('', '-') + whole.replace(whole, '+')),
    names.map((part) => text.split(part).join('/') + text.indexOf(part)),
    names.map((start) => start.slice(-2, -1)),
    names.map((key) => ({ [key]: key })),
  ]);
  await tell([
    numbers.map((number) => Math.round(number / 2) + Math.sign(number) + Math.trunc(number / 3)),
    numbers.map((divisor) => 10 / (divisor + 0.5) > 3),
    numbers.map((count) => Array.from({ length: count }, (_, index) => index + count)),
    numbers.map((index) => names[index] ?? 'none'),
    numbers.map((left) => numbers.toSorted((one, other) => (one - left) ** 2 - (other - left) ** 2)),
    numbers.map(($) => $ + 1).map((_) => _ * 2),
    numbers.map((größe) => numbers.map((a_) => größe * 10 + a_)),
    numbers.reduce((state, item) => state + numbers.reduce((sum, each) => sum + each * item, 0), 0),
    numbers.map((loop) => {
      let sum = 0;
      for (const state of numbers) sum += state * loop;
      return sum;
    }),
  ]);
  await tell([
    rows.map((spread) => ({ ...(spread.b ? spread : {}), c: spread.list })),
    rows.map((element) => [element.b ?? null, element.list, [element.list]]),
    rows.map((v) => ({ ...v, a: v.b })),
    rows.map((key) => ({ ...key, ...{ b: key.a } })),
    rows.map(function (row) {
      return row.a;
    }),
    rows.map((row) =>
      rows.filter((other) => other.a > row.a).map((other) => other.list.filter((each) => each > row.a)),
    ),
  ]);
}
