import { ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  attempt(input: { key: string; number: number }): Promise<string>;
}
const { attempt } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function stubborn({
  key,
  limit = 3,
}: {
  key: string;
  limit?: number;
}): Promise<{ result: string; tries: number }> {
  let delay = 1;
  let lastType = 'none';
  for (let number = 1; number <= limit; number++) {
    try {
      const result = await attempt({ key, number });
      return { result, tries: number };
    } catch (error) {
      lastType = failureOf(error).type;
      if (lastType === 'Fatal') break;
    }
    await sleep(delay * 1000);
    delay = Math.min(delay * 2, 60);
  }
  throw ApplicationFailure.create({ type: 'GaveUp', message: `last: ${lastType}, delay ${delay}` });
}
