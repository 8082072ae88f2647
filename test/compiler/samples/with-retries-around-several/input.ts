import { proxyActivities } from '@temporalio/workflow';
import { withRetries } from 'avesa/constructs';

interface Activities {
  prepare(id: string): Promise<string>;
  commit(token: string): Promise<number>;
}
const { prepare, commit } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function transaction({ id }: { id: string }): Promise<number> {
  const committed = await withRetries(
    [
      { errors: ['Conflict'], interval: '2 seconds', maximumAttempts: 3, backoffCoefficient: 1 },
      { errors: ['Timeout'], interval: 1000, maximumAttempts: 2 },
    ],
    async () => {
      const token = await prepare(id);
      return await commit(token);
    },
  );
  return committed + 1;
}
