import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  get(n: number): Promise<number>;
}
const { get } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function names(input: { n: number }): Promise<Record<string, number>> {
  let count = await get(1);
  const sum = await get(2);
  let states = await get(3);
  const _x = await get(4);
  const map = await get(5);
  let $dollar = await get(6);
  const größe = await get(7);
  const string = await get(8);
  for (const merge of [1, 2]) {
    count += merge;
    states += await get(merge);
    $dollar += 1;
  }
  const list = [1, 2, 3].map((count) => count * 2).filter((sum) => sum > 2);
  return { count, sum, states, _x, map, $dollar, größe, string, n: input.n, list: list.length };
}
