import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';

interface Progress {
  done: number;
  failed: string[];
}
const { migrate } = proxyActivities<{ migrate(table: string): Promise<number> }>({
  startToCloseTimeout: '1 hour',
  retry: { maximumAttempts: 2 },
});

export const progressQuery = defineQuery<Progress>('progress');

export async function migrateTables(tables: string[]): Promise<Progress> {
  const progress: Progress = { done: 0, failed: [] };
  setHandler(progressQuery, () => progress);
  for (const table of tables) {
    try {
      await migrate(table);
      progress.done++;
    } catch {
      progress.failed.push(table);
    }
  }
  return progress;
}
