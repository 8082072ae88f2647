import { proxyActivities, sleep } from '@temporalio/workflow';
import { failureOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  pull(input: { topic: string; cursor: number }): Promise<{ next: number | null; rows: number }>;
}
const { pull } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function topics(input: { topics: string[] }): Promise<number[]> {
  return await mapConcurrently(input.topics, 3, async (topic) => {
    let cursor = 0;
    let rows = 0;
    for (;;) {
      try {
        const page = await pull({ topic, cursor });
        rows += page.rows;
        if (page.next === null) return rows;
        cursor = page.next;
      } catch (error) {
        if (failureOf(error).type !== 'Busy') throw error;
        await sleep('10 seconds');
      }
    }
  });
}
