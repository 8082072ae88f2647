import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  pay(amount: number): Promise<string>;
  refund(id: string): Promise<void>;
  alert(text: string): Promise<void>;
}
const { pay, refund, alert } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function switchOnTypesOfErrors(input: { amounts: number[] }): Promise<string[]> {
  const results: string[] = [];
  for (const amount of input.amounts) {
    let id: string | undefined;
    try {
      id = await pay(amount);
      results.push(id);
    } catch (error) {
      const { type } = failureOf(error);
      switch (type) {
        case 'CardDeclined':
        case 'Expired':
          results.push(`declined ${amount}`);
          continue;
        case 'Fraud':
          await alert(`fraud at ${amount}`);
          break;
        case 'Timeout':
          results.push('slow');
          break;
        default:
          throw error;
      }
      if (id !== undefined) await refund(id);
      results.push(`handled ${type}`);
      if (type === 'Fraud') return results;
    }
  }
  return results;
}
