import { proxyActivities, sleep } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  attempt(input: { job: string; n: number }): Promise<boolean>;
}
const { attempt } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function jobs(input: { jobs: string[]; limit: number }): Promise<(number | null)[]> {
  return await mapConcurrently(input.jobs, 2, async (job) => {
    for (let n = 1; n <= input.limit; n++) {
      if (await attempt({ job, n })) return n;
      await sleep('1 minute');
    }
    return null;
  });
}
