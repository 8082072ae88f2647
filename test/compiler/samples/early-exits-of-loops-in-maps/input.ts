import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  page(input: { source: string; page: number }): Promise<{ rows: number; more: boolean }>;
}
const { page } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function earlyExitsOfLoopsInMaps(input: { sources: string[]; most: number }): Promise<unknown> {
  return await mapConcurrently(input.sources, 2, async (source) => {
    let rows = 0;
    for (let number = 1; ; number++) {
      const { rows: found, more } = await page({ source, page: number });
      rows += found;
      if (!more) return { source, rows, pages: number };
      if (number >= input.most) break;
    }
    return { source, rows, pages: -1 };
  });
}
