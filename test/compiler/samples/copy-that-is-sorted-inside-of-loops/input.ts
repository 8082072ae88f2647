import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** What is sorted is a copy: the list itself is nobody's to write. */
export async function copyThatIsSortedInsideOfLoops(input: { sizes: number[]; most: number }): Promise<number[]> {
  return await mapConcurrently(input.sizes, 1, async (size) => {
    let total = 0;
    try {
      for (const other of input.sizes) {
        for (const each of input.sizes.slice(0, 2).concat([...input.sizes].sort((a, b) => a - b))) {
          if (each > input.most) continue;
          let part = 0;
          for (const one of [...input.sizes].sort((a, b) => b - a)) {
            if (one > input.most) continue;
            part += one;
          }
          total += each * other + part;
        }
      }
      await tell(Object.assign({ ...input }, { total }));
    } catch {
      return 0;
    }
    return total;
  });
}
