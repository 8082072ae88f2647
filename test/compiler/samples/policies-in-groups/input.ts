import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  quick(name: string): Promise<string>;
  slow(name: string): Promise<string>;
}
const policy = { initialInterval: '2 seconds', backoffCoefficient: 1.5, maximumAttempts: 3 } as const;
const group = proxyActivities<Activities>({ startToCloseTimeout: 30_000, retry: policy });
const { slow } = proxyActivities<Activities>({
  startToCloseTimeout: '2 hours',
  retry: { ...policy, maximumAttempts: 2, nonRetryableErrorTypes: ['Invalid', 'Gone'], maximumInterval: '1 minute' },
});

export async function policiesInGroups(input: { name: string }): Promise<string> {
  const first = await group.quick(input.name);
  try {
    return first + (await slow(input.name));
  } catch (error) {
    if (failureOf(error).type === 'Invalid') return `${first} invalid`;
    throw error;
  }
}
