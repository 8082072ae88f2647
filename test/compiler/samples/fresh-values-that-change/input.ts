import { proxyActivities } from '@temporalio/workflow';

interface Row {
  id: string;
  values: number[];
}
interface Activities {
  read(page: number): Promise<{ rows: Row[]; next: number | null }>;
  save(report: unknown): Promise<void>;
}
const { read, save } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function freshValuesThatChange(): Promise<unknown> {
  const report = { pages: 0, ids: [] as string[], sums: {} as Record<string, number>, largest: null as number | null };
  let page: number | null = 1;
  while (page !== null) {
    const answer: { rows: Row[]; next: number | null } = await read(page);
    report.pages += 1;
    for (const row of answer.rows) {
      report.ids.push(row.id);
      const sum = row.values.reduce((total, value) => total + value, 0);
      report.sums[row.id] = sum;
      if (report.largest === null || sum > report.largest) report.largest = sum;
    }
    page = answer.next;
  }
  report.ids.sort();
  await save(report);
  const copy = [...report.ids];
  copy.reverse();
  copy[0] = 'changed';
  return { copy, ids: report.ids };
}
