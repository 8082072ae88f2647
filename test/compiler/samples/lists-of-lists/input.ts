import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  rows(n: number): Promise<number[][]>;
  send(value: unknown): Promise<void>;
}
const { rows, send } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function shapes({ n }: { n: number }): Promise<unknown[]> {
  const table = await rows(n);
  await send(table);
  await send([table, [n], []]);
  await send(table.map((row) => row));
  await send(table.map((row) => [row.length, ...row]));
  await send(table.filter((row) => row.length > 0));
  await send(table.find((row) => row.length > 1) ?? null);
  await send(table.flat());
  await send(table.flatMap((row) => row.slice(0, 1)));
  await send([...table, [n, n]]);
  await send(table[0] ?? 'none');
  await send({ first: table[0] ?? [], count: table.length, sums: table.map((row) => row.reduce((a, b) => a + b, 0)) });
  return [table.length, table.at(-1) ?? null];
}
