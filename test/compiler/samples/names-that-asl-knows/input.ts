import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  states(count: number): Promise<number>;
  map(value: string): Promise<string>;
}
const { states, map } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Variables with the names of JSONata's functions, and of what Step Functions reserves. */
export async function namesThatAslKnows(input: { sum: number; string: string }): Promise<unknown> {
  const count = input.sum + 1;
  const result = await states(count);
  const string = input.string.toUpperCase();
  let max = Math.max(count, result);
  const keys = Object.keys({ string, count });
  const exists = keys.length > 1;
  const input2 = await map(string);
  const context = { now: result, type: typeof string };
  for (const append of keys) max += append.length;
  const $price = 3;
  const größe = $price * 2;
  return { count, result, string, max, keys, exists, input2, context, $price, größe };
}
