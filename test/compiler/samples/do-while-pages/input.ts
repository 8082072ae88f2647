import { proxyActivities } from '@temporalio/workflow';

interface Page {
  rows: string[];
  next: string | null;
}
interface Activities {
  fetchPage(cursor: string | null): Promise<Page>;
}
const { fetchPage } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 3 } });

export async function allRows(): Promise<string[]> {
  const rows: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await fetchPage(cursor);
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}
