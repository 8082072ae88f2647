import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Row {
  id: string;
  parts: string[];
}
interface Activities {
  work(part: string): Promise<string>;
}
const { work } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

async function done(row: Row, at: number): Promise<{ at: number; ok: string[]; failed: number }> {
  const ok: string[] = [];
  let failed = 0;
  for (const part of row.parts) {
    try {
      ok.push(await work(`${row.id}${part}`));
    } catch {
      failed += 1;
      continue;
    }
  }
  return { at, ok, failed };
}

export async function mapsInMapsWithIndexes(input: { rows: Row[]; limit?: number }): Promise<unknown> {
  const rows = await mapConcurrently(input.rows, 2, done);
  const nested = await mapConcurrently(input.rows, input.limit ?? 1, async ({ id, parts }, row) => {
    const texts = await mapConcurrently(parts, Math.max(1, parts.length), async (part, column) => {
      if (part === '') return null;
      return `${row}.${column}${id}${await work(part)}`;
    });
    return { id, texts, last: texts.at(-1) ?? null };
  });
  const lengths = await mapConcurrently(
    input.rows.filter(({ parts }) => parts.length > 0),
    3,
    async ({ parts }) => parts.length,
  );
  return { rows, nested, sum: lengths.reduce((sum, length) => sum + length, 0) };
}
