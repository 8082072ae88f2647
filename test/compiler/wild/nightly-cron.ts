import * as wf from '@temporalio/workflow';

interface Ledger {
  closeDay(input: { day: string }): Promise<{ entries: number }>;
  openIssues(day: string): Promise<{ id: string; severity: 'low' | 'high' }[]>;
  page(input: { id: string; text: string }): Promise<void>;
}

const ledger = wf.proxyActivities<Ledger>({ startToCloseTimeout: '15 minutes', retry: { maximumAttempts: 2 } });

/** Started every night by a schedule. */
export async function nightly(): Promise<{ day: string; entries: number; paged: number }> {
  const day = new Date().toISOString().slice(0, 10);
  const { entries } = await ledger.closeDay({ day });
  const issues = await ledger.openIssues(day);
  const urgent = issues.filter((issue) => issue.severity === 'high');
  for (const { id } of urgent) {
    await ledger.page({ id, text: `Issue ${id} of ${day} is open` });
  }
  return { day, entries, paged: urgent.length };
}
