import { deprecatePatch, patched, proxyActivities, sleep } from '@temporalio/workflow';

const { setPercentage, errorRate, rollBack, announce } = proxyActivities<{
  setPercentage(input: { flag: string; percent: number }): Promise<void>;
  errorRate(input: { flag: string; minutes: number }): Promise<number>;
  rollBack(flag: string): Promise<void>;
  announce(text: string): Promise<void>;
}>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

export async function rollOut(flag: string): Promise<boolean> {
  const steps = patched('finer-steps') ? [1, 5, 25, 50, 100] : [10, 100];
  for (const percent of steps) {
    await setPercentage({ flag, percent });
    await sleep('30 minutes');
    if ((await errorRate({ flag, minutes: 30 })) > 0.01) {
      await rollBack(flag);
      return false;
    }
  }
  deprecatePatch('announce');
  await announce(`${flag} is on for all`);
  return true;
}
