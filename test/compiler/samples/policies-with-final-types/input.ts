import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  read(id: string): Promise<string>;
  write(id: string): Promise<string>;
  audit(id: string): Promise<void>;
}
const final = ['Invalid', 'Not Found', 'a.b-c'];
const { read, audit } = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1 second', backoffCoefficient: 1, maximumAttempts: 3, nonRetryableErrorTypes: final },
});
const { write } = proxyActivities<Activities>({
  startToCloseTimeout: 30_000,
  retry: {
    initialInterval: 5000,
    maximumInterval: '10 seconds',
    maximumAttempts: 2,
    nonRetryableErrorTypes: [...final, 'Locked'],
  },
});

export async function policiesWithFinalTypes(input: { ids: string[] }): Promise<string[]> {
  const out: string[] = [];
  for (const id of input.ids) {
    try {
      out.push(await write(await read(id)));
    } catch (error) {
      const { type } = failureOf(error);
      out.push(final.includes(type) ? `final ${type}` : type === 'Locked' ? 'locked' : `gave up on ${type}`);
    }
  }
  await audit(out.join());
  return out;
}
