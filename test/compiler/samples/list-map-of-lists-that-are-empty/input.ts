import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(lists: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Lists inside of lists keep their number and their depth. */
export async function listMapOfListsThatAreEmpty(input: { rows: number[][]; deep: string[][][] }): Promise<unknown> {
  const { rows, deep } = input;
  const doubled = rows.map((row) => row.map((value) => value * 2));
  const positive = rows.map((row) => row.filter((value) => value > 0));
  await tell([doubled, positive, rows.filter((row) => row.length === 0), rows.flat(), deep.flat(), deep.flat().flat()]);
  await tell([
    deep.flatMap((list) => list),
    deep.flatMap((list) => [list]),
    rows.flatMap((row) => row.map((value) => [value])),
    rows.map((row) => [row]),
    [...rows, []],
    [[], ...rows],
    rows.concat([[]]),
    rows.slice(0, 1),
    rows.slice(-1),
  ]);
  const [first, ...others] = rows;
  return {
    first: first ?? null,
    others,
    last: rows.at(-1) ?? null,
    sizes: deep.map((list) => list.map((texts) => texts.length)),
  };
}
