import { proxyActivities } from '@temporalio/workflow';
import { failureOf, mapConcurrently, withRetries } from 'avesa/constructs';

interface Activities {
  read(page: number): Promise<{ rows: number }>;
  note(input: { page: number; type: string; message: string }): Promise<void>;
}
const { read } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });
const { note } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 2 } });

export async function pages(input: { pages: number[] }): Promise<{ rows: number; failed: number[] }> {
  const results = await mapConcurrently(input.pages, 2, async (page) => {
    try {
      const { rows } = await withRetries(
        [
          { errors: ['Busy'], interval: '10 seconds', maximumAttempts: 2 },
          { errors: ['All'], interval: '1 second', maximumAttempts: 2 },
        ],
        () => read(page),
      );
      return { page, rows };
    } catch (error) {
      const { type, message } = failureOf(error);
      if (type === 'Gone') return { page, rows: 0 };
      if (type === 'Timeout') throw error;
      await note({ page, type, message });
      return { page, rows: -1 };
    }
  });
  let rows = 0;
  const failed: number[] = [];
  for (const result of results) {
    if (result.rows < 0) failed.push(result.page);
    else rows += result.rows;
  }
  return { rows, failed };
}
