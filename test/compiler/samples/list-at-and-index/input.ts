import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(parts: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function listAtAndIndex(input: { list: string[]; grid: number[][]; index: number }): Promise<unknown> {
  const { list, grid, index } = input;
  await tell([
    list.at(0) ?? null,
    list.at(-1) ?? null,
    list.at(-2) ?? null,
    list[0] ?? null,
    list[list.length - 1] ?? null,
    grid[0]?.[0] ?? null,
    grid[index]?.[index] ?? null,
    grid.at(-1)?.at(-1) ?? null,
    grid[0]?.length ?? null,
    list[0]?.at(-1) ?? null,
  ]);
  const row = grid[index] ?? [];
  const cell = row[0] ?? 0;
  return { row, cell, isEmpty: row.length === 0, text: `${list[index] ?? '-'}${list[index + 1] ?? '-'}` };
}
