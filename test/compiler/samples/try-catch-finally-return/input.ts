import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  open(name: string): Promise<string>;
  work(handle: string): Promise<number>;
  close(handle: string): Promise<void>;
}
const { open, work, close } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function withHandle(input: { name: string }): Promise<string> {
  const handle = await open(input.name);
  try {
    const result = await work(handle);
    if (result < 0) return 'negative';
    return `result ${result}`;
  } catch (error) {
    const { type, message } = failureOf(error);
    if (type === 'Fatal') throw error;
    return `${type}: ${message}`;
  } finally {
    await close(handle);
  }
}
