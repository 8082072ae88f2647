import { proxyActivities } from '@temporalio/workflow';

interface Row {
  id: string;
  rank: number;
  label?: string | null;
}
interface Activities {
  tell(ids: string[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Equal ones keep their order, whichever way they are compared. */
export async function listSortsThatAreStable(input: { rows: Row[] }): Promise<unknown> {
  const { rows } = input;
  const idsOf = (list: readonly Row[]): string[] => list.map(({ id }) => id);
  await tell(idsOf(rows.toSorted((a, b) => a.rank - b.rank)));
  await tell(idsOf(rows.toSorted((a, b) => b.rank - a.rank)));
  await tell(idsOf(rows.toSorted((left, right) => Number(right.rank > 1) - Number(left.rank > 1))));
  await tell(
    idsOf(
      rows.toSorted((left, right) => {
        const a = left.label ?? '';
        const b = right.label ?? '';
        if (a === b) return left.rank - right.rank;
        return a < b ? -1 : 1;
      }),
    ),
  );
  await tell(idsOf([...rows].sort(() => 0)));
  await tell(idsOf(rows.toReversed().toSorted((a, b) => a.rank - b.rank)));
  const top = [...rows].sort((a, b) => b.rank - a.rank).slice(0, 2);
  return { top, all: rows.length };
}
