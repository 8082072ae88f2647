import { basename } from 'node:path';
import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: Parameters<typeof basename>[0]): Promise<number>;
}
const { act } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { path: string }): Promise<number> {
  return await act(input.path);
}
