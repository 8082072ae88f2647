import { proxyActivities } from '@temporalio/workflow';

interface Row {
  id: number;
  tags: string[];
  parent?: number;
}
interface Activities {
  tell(found: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function listSearches(input: { rows: Row[]; id: number }): Promise<void> {
  const { rows, id } = input;
  await tell([
    rows.find((row) => row.id === id) ?? null,
    rows.findIndex((row) => row.id === id),
    rows.findLast((row) => row.parent === undefined)?.id ?? null,
    rows.some((row) => row.tags.includes('x')),
    rows.every((row) => row.tags.length > 0),
    rows.filter((row) => row.parent === id).map((row) => row.id),
    rows.map((row) => row.id).indexOf(id),
    rows.map((row) => row.id).includes(id),
    rows.filter((row) => !row.parent).length,
  ]);
}
