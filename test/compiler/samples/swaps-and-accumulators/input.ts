import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  next(n: number): Promise<number>;
}
const { next } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Variables that get values made of each other. */
export async function swapsAndAccumulators(input: { n: number; names: string[] }): Promise<unknown> {
  let [a, b] = [0, 1];
  for (let i = 0; i < input.n; i++) [a, b] = [b, a + b];
  [a, b] = [await next(b), await next(a)];
  let c = a;
  a = b;
  b = c;
  c += a - b;
  let previous: number | null = null;
  const differences: number[] = [];
  for (const name of input.names) {
    const value: number = await next(name.length);
    if (previous !== null) differences.push(value - previous);
    previous = value;
  }
  let text = '';
  let longest = '';
  for (const name of input.names) {
    text = `${name}${text}`;
    if (name.length > longest.length) longest = name;
  }
  let x = 10;
  x -= 3;
  x *= 2;
  x /= 7;
  x **= 3;
  x %= 5;
  x++;
  --x;
  return { a, b, c, previous, differences, text, longest, x };
}
