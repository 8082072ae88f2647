import { proxyActivities } from '@temporalio/workflow';

interface Rows {
  page(cursor: number): Promise<{ rows: string[]; next: number }>;
  write(row: string): Promise<void>;
}
const { page, write } = proxyActivities<Rows>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

async function* rows(): AsyncGenerator<string> {
  let cursor = 0;
  while (cursor >= 0) {
    const result = await page(cursor);
    yield* result.rows;
    cursor = result.next;
  }
}

function* numbered(items: string[]): Generator<[number, string]> {
  let n = 0;
  for (const item of items) yield [n++, item];
}

export async function copyRows(): Promise<number> {
  let count = 0;
  const seen: string[] = [];
  for await (const row of rows()) {
    await write(row);
    seen.push(row);
    count++;
  }
  for (const [n, row] of numbered(seen)) await write(`${n} ${row}`);
  return count;
}
