import { proxyActivities, sleep } from '@temporalio/workflow';

interface Activities {
  poll(n: number): Promise<'ready' | 'not yet'>;
}
const { poll } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function timesAndWaits(input: { seconds: number; most: number }): Promise<string> {
  const began = Date.now();
  let tries = 0;
  do {
    tries += 1;
    if ((await poll(tries)) === 'ready') break;
    await sleep(Math.min(input.seconds * 2 ** tries, 60) * 1000);
  } while (tries < input.most);
  await sleep('1 minute 30 seconds'.length * 1000);
  const took = Date.now() - began;
  return took >= 19_000 ? `${tries} tries` : 'too fast';
}
