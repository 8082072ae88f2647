import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  put(input: { index: number; value: string }): Promise<string>;
  tell(parts: unknown[]): Promise<void>;
}
const { put, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function listEntriesKeysValues(input: { names: string[]; rows: string[][] }): Promise<unknown> {
  const { names, rows } = input;
  const done: string[] = [];
  for (const [index, value] of names.entries()) done.push(await put({ index, value }));
  for (const index of names.keys()) done.push(`${index}`);
  for (const value of names.values()) done.push(value);
  for (const [at, [first = 'none', ...others]] of rows.entries()) done.push(`${at}${first}${others.length}`);
  await tell([[...names.entries()], [...names.keys()], [...names.values()], Array.from(names.keys())]);
  const byIndex = Object.fromEntries([...names.entries()].map(([index, name]) => [`n${index}`, name]));
  return { done, byIndex };
}
