import { proxyActivities } from '@temporalio/workflow';

interface Row {
  name: string;
  age: number;
  group?: string;
}
interface Activities {
  tell(rows: Row[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function sortingByKeys(input: { rows: Row[] }): Promise<string[]> {
  const byAge = input.rows.toSorted((a, b) => a.age - b.age);
  const byName = [...input.rows].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const byGroup = input.rows.toSorted((a, b) => ((a.group ?? '') < (b.group ?? '') ? -1 : 1));
  const oldest = input.rows.toSorted((a, b) => b.age - a.age || (a.name < b.name ? -1 : 1));
  await tell(byAge);
  await tell(byName);
  await tell(oldest);
  return byGroup.map((row) => row.name);
}
