import { executeChild, proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  copy(hour: number): Promise<number>;
}
const { copy } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const starts = Array.from({ length: 4 }, (_, count) => count * 3);

/** What one execution cannot hold: each batch has a history of its own. */
export async function year(): Promise<number> {
  const sums = await mapConcurrently(starts, 2, async (from) => await executeChild(batch, { args: [{ from }] }));
  return sums.reduce((sum, each) => sum + each, 0);
}

export async function batch(input: { from: number }): Promise<number> {
  let sum = 0;
  for (let hour = input.from; hour < input.from + 3; hour += 1) sum += await copy(hour);
  return sum;
}
