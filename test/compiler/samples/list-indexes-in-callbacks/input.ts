import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(lists: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** The second parameter of functions that go through a list. */
export async function listIndexesInCallbacks(input: { list: number[]; names: string[] }): Promise<unknown> {
  const { list, names } = input;
  await tell([
    list.map((value, index) => value * index),
    list.map((value, index) => `${value} ${index + 1}/${list.length}`),
    list.filter((_, index) => index % 2 === 0),
    list.filter((value, index) => list.indexOf(value) === index),
    list.find((value, index) => index > 0 && value > 0) ?? null,
    list.findIndex((value, index) => value === index),
    list.some((value, index) => value === index),
    list.every((value, index) => index === 0 || value >= (list[index - 1] ?? 0)),
    list.flatMap((value, index) => (index === 0 ? [] : [value, index])),
    list.reduce((sum, value, index) => sum + value * index, 0),
    list.reduce((sum, value, index) => (index === list.length - 1 ? (sum + value) / list.length : sum + value), 0),
    names.map((name, index) => ({ name, value: list[index] ?? null })),
    names.map((name, row) => list.map((value, column) => `${name}${row}${value}${column}`)),
  ]);
  return Object.fromEntries(names.map((name, index) => [name, index]));
}
