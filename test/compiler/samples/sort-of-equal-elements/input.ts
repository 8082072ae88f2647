import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

interface Row {
  id: string;
  rank: number;
}

export async function sortOfEqualElements(input: { rows: Row[] }): Promise<void> {
  const up = input.rows.toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  const down = input.rows.toSorted((a, b) => (a.rank > b.rank ? -1 : 1));
  await tell([up.map(({ id }) => id), down.map(({ id }) => id)]);
}
