import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  load(id: string): Promise<{ total: number }>;
  report(input: { type: string; message: string }): Promise<void>;
}
const { load, report } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 2 },
});

export async function validated({ id }: { id: string }): Promise<number> {
  try {
    const { total } = await load(id);
    if (total < 0) throw ApplicationFailure.nonRetryable(`total ${total} is negative`, 'NegativeTotal');
    return total;
  } catch (error) {
    const failure = failureOf(error);
    await report(failure);
    if (failure.type === 'NegativeTotal') return 0;
    throw ApplicationFailure.create({ type: 'Unusable', message: `cannot use ${id}: ${failure.message}` });
  }
}
