import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  count(key: string): Promise<number>;
}
const { count } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function objectsWithComputedKeys(input: { keys: string[]; prefix: string }): Promise<unknown> {
  const counts: Record<string, number> = {};
  for (const key of input.keys) counts[`${input.prefix}${key}`] = await count(key);
  const first = input.keys[0] ?? 'none';
  const object = { [first]: 1, [`${first}-2`]: { [input.prefix]: true }, fixed: 2, 'odd key': 3, '': 4 };
  const { fixed, 'odd key': odd, ...rest } = { ...object, ...counts };
  return {
    counts,
    taken: object[first] ?? null,
    fixed,
    odd,
    rest,
    count: Object.keys(rest).length,
    has: first in counts,
  };
}
