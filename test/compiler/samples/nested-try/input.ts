import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  inner(n: number): Promise<string>;
  fallback(type: string): Promise<string>;
  outer(type: string): Promise<string>;
}
const { inner, fallback, outer } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function twoLevels(input: { n: number }): Promise<string[]> {
  const log: string[] = [];
  try {
    try {
      log.push(await inner(input.n));
    } catch (error) {
      log.push(`inner ${failureOf(error).type}`);
      log.push(await fallback(failureOf(error).type));
    }
    log.push('after');
  } catch (error) {
    log.push(await outer(failureOf(error).type));
  }
  return log;
}
