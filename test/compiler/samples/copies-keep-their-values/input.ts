import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** What is copied before a change does not change with it. */
export async function copiesKeepTheirValues(input: {
  list: number[];
  row: { a: number; b?: number };
}): Promise<unknown> {
  const before = [...input.list];
  before.push(99);
  const row = { ...input.row };
  row.a += 1;
  const nested = { rows: [{ n: 1 }, { n: 2 }], name: 'x' };
  nested.rows.push({ n: 3 });
  nested.name += 'y';
  const snapshot = nested.name;
  await tell(nested);
  nested.name = 'z';
  nested.rows = [];
  delete row.b;
  await tell([before, input.list, row, input.row, nested, snapshot]);
  let counter = 5;
  const old = counter;
  counter *= 2;
  counter -= 1;
  counter **= 2;
  counter %= 7;
  return { old, counter };
}
