import { proxyActivities } from '@temporalio/workflow';
import { allOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  act(n: number): Promise<number>;
}
const { act } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** What is known of loops changes nothing of what they do. */
export async function workflow(input: { most: number }): Promise<number[]> {
  const seen: number[] = [];
  outer: for (let i = 0; i < 3; i++) {
    for (let j = i; j < 3; j++) {
      if (j === 2) continue outer;
      seen.push(await act(10 * i + j));
    }
  }
  let left = 5;
  do {
    left -= 2;
    if (left > input.most) break;
    seen.push(await act(left));
  } while (left > 0);
  let isDone = false;
  while (!isDone) {
    isDone = (await act(-1)) > 0;
    if (seen.length > 9) isDone = true;
    seen.push(0);
  }
  const [first, second] = await allOf([
    async () => {
      for (let k = 0; k < 2; k++) await act(100 + k);
      return 1;
    },
    async () => (await mapConcurrently([1, 2], 2, async (n) => await act(n))).length,
  ]);
  return [...seen, first, second];
}
