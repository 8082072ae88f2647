import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  load(batch: readonly string[]): Promise<number>;
  tell(value: unknown): Promise<void>;
}
const { load, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** The helper that every second project has. */
function batchesOf<T>(items: readonly T[], size: number): T[][] {
  const batches: T[][] = [];
  for (let start = 0; start < items.length; start += size) batches.push(items.slice(start, start + size));
  return batches;
}

function backwards(items: readonly string[]): string[] {
  const all: string[] = [];
  for (let index = items.length - 1; index >= 0; index--) all.push(`${index}${items[index]}`);
  return all;
}

function steps(count: number, width: number): string {
  let text = '';
  for (let n = count; n > -3; n -= 2) text += `${n},`;
  for (let n = 1; n <= count; n += 2) text += `${n};`;
  for (let n = 9; n > count; n -= width) {
    if (n === 5) break;
    text += `${n}/`;
  }
  for (let n = count; n >= width; n -= width + 1) {
    if (n === 3) continue;
    text += `${n}!`;
  }
  for (let n = 10; n < count; n += width - width) text += 'never';
  return text;
}

/** Loops of pure functions that count in steps, upwards and downwards. */
export async function countedLoopsWithSteps(input: { items: string[]; size: number }): Promise<unknown> {
  const { items, size } = input;
  await tell(backwards(items));
  const counts: number[] = [];
  for (const batch of batchesOf(items, size)) counts.push(await load(batch));
  return { counts, text: steps(items.length, size) };
}
