import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently, allOf } from 'avesa/constructs';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

const steps: Record<string, (item: string) => Promise<number>> = { act: (item) => act(item) };

export async function workflow(input: { items: string[]; step: string }): Promise<unknown> {
  return await mapConcurrently(input.items, 2, steps[input.step]!);
}
