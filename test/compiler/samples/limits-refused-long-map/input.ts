import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  act(n: number): Promise<number>;
}
const { act } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { isQuick: boolean }): Promise<number> {
  const days = Array.from({ length: 3000 }, (_, n) => n);
  const results = await mapConcurrently(days, 100, async (day) => {
    if (input.isQuick) return await act(day);
    return (await act(day)) + (await act(day + 1));
  });
  return results.length;
}
