import { proxyActivities } from '@temporalio/workflow';

interface Row {
  id: string;
  size: number | null;
  tags?: string[];
}
interface Activities {
  save(text: string): Promise<string>;
  tell(value: unknown): Promise<void>;
}
const { save, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function jsonOfEverything(input: {
  rows: Row[];
  text: string;
  flag: boolean;
  n: number;
}): Promise<unknown> {
  const { rows, text, flag, n } = input;
  await save(JSON.stringify(rows));
  await save(JSON.stringify(text));
  await save(JSON.stringify(flag) + JSON.stringify(n) + JSON.stringify(null));
  await save(JSON.stringify([[], {}, [[]], [''], null, 0, false]));
  await save(JSON.stringify({ b: 1, a: text, rows, none: rows[9], size: rows[0]?.size ?? null }));
  await save(JSON.stringify(rows.map(({ tags }) => tags ?? null)));
  const copy = JSON.parse(JSON.stringify(rows)) as Row[];
  const back = JSON.parse(await save(JSON.stringify({ list: [n] }))) as { list: number[] };
  await tell([copy, back.list, back.list.map((each) => each + 1)]);
  const pair: [string, number] = JSON.parse(`[${JSON.stringify(text)},${n}]`);
  return { pair, first: copy[0] ?? null, same: JSON.stringify(copy) === JSON.stringify(rows) };
}
