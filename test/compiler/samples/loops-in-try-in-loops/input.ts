import { proxyActivities, sleep } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  send(input: { to: string; attempt: number }): Promise<string>;
}
const { send } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Tries again by hand, with a wait that doubles, and gives up by type. */
export async function loopsInTryInLoops(input: { names: string[]; most: number }): Promise<unknown> {
  const results: Record<string, string> = {};
  let waited = 0;
  for (const to of input.names) {
    for (let attempt = 0; ; attempt++) {
      try {
        results[to] = await send({ to, attempt });
        break;
      } catch (error) {
        const { type } = failureOf(error);
        if (type === 'Gone' || attempt >= input.most) {
          results[to] = `gave up: ${type}`;
          break;
        }
        if (type === 'Fatal') throw error;
        const seconds = 2 ** attempt;
        waited += seconds;
        await sleep(seconds * 1000);
      }
    }
    if (results[to] === 'stop') break;
  }
  return { results, waited };
}
