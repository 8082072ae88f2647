import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

const nonRetryableErrorTypes = ['Invalid', 'Forbidden'];
interface Activities {
  send(text: string): Promise<string>;
}
const { send } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: {
    initialInterval: '5 seconds',
    backoffCoefficient: 3,
    maximumInterval: '20 seconds',
    maximumAttempts: 4,
    nonRetryableErrorTypes,
  },
});

export async function sending({ text }: { text: string }): Promise<string> {
  try {
    return await send(text);
  } catch (error) {
    const { type } = failureOf(error);
    switch (type) {
      case 'Invalid':
      case 'Forbidden':
        return `never: ${type}`;
      case 'Timeout':
        return 'slow';
      default:
        throw error;
    }
  }
}
