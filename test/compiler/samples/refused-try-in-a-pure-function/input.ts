import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[]; name?: string }): Promise<unknown> {
  const parsed = (text: string): { n: number } => {
    try {
      return JSON.parse(text) as { n: number };
    } catch {
      return { n: 0 };
    }
  };
  return await act(parsed(input.id).n);
}
