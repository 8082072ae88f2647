import { proxyActivities } from '@temporalio/workflow';
import { deliver, limits, type Parcel } from './parcels.ts';
import * as texts from './texts.ts';
import { title as heading } from './texts.ts';

interface Activities {
  report(lines: string[]): Promise<void>;
}
const { report } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Constants, types, plain and async helpers of other files, also of a file that imports another one. */
export async function helpersInSeveralFiles(input: { parcels: Parcel[] }): Promise<unknown> {
  const lines: string[] = [];
  for (const parcel of input.parcels) {
    if (parcel.weight > limits.heavy) {
      lines.push(texts.line(parcel.id, 'too heavy'));
      continue;
    }
    lines.push(texts.line(parcel.id, await deliver(parcel)));
  }
  await report(lines);
  const sizes = input.parcels.map(texts.sizeOf);
  return { heading: heading(lines.length), sizes, words: texts.words, first: texts.words[0] };
}
