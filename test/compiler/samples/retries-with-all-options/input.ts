import { ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';
import { failureOf, withRetries } from 'avesa/constructs';

interface Activities {
  call(name: string): Promise<string>;
}
const { call } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });
const busy = { errors: ['Busy', 'Slow'], interval: '10 seconds', maximumAttempts: 3, backoffCoefficient: 1.5 } as const;
const late = { errors: ['Timeout'], interval: 2000, maximumAttempts: 2, maximumInterval: '5 seconds' } as const;

/** Each entry counts alone; what is thrown inside is tried again too. */
export async function retriesWithAllOptions(input: { name: string }): Promise<string[]> {
  const out: string[] = [];
  try {
    out.push(await withRetries([busy, late], () => call(input.name)));
  } catch (error) {
    out.push(failureOf(error).type);
  }
  try {
    const text = await withRetries(
      [late, busy, { errors: ['All'], interval: '1 second', maximumAttempts: 2 }],
      async () => {
        const first = await call('first');
        if (first === 'odd') throw ApplicationFailure.create({ type: 'Odd', message: 'is odd', nonRetryable: true });
        await sleep('1 second');
        const second = await call(`${first}2`);
        return first + second;
      },
    );
    out.push(text);
  } catch (error) {
    const { type, message } = failureOf(error);
    out.push(`${type}: ${message}`);
  }
  return out;
}
