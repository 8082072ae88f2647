import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  list(): Promise<(number | null)[]>;
  lists(): Promise<string[][]>;
  tell(parts: unknown[]): Promise<void>;
}
const { list, lists, tell } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/** Finds what is false, null, or a list itself. */
export async function listFindOfOddValues(): Promise<string> {
  const values = await list();
  const rows = await lists();
  const zero = values.find((value) => value === 0);
  const nothing = values.find((value) => value === null);
  const empty = rows.find((row) => row.length === 0);
  const single = rows.find((row) => row.length === 1);
  const last = rows.findLast((row) => row.length > 0);
  await tell([
    zero ?? 'no zero',
    nothing === null ? 'null' : 'no null',
    empty ?? 'no empty one',
    single ?? 'no single one',
    single?.[0] ?? 'nothing in it',
    last ?? 'no last one',
    rows.findIndex((row) => row.includes('x')),
    values.findLast((value) => value !== null) ?? 'only null',
  ]);
  if (empty) return `empty ${empty.length}`;
  if (single) return `single ${single.join()}`;
  return last === undefined ? 'none' : last.join('+');
}
