import { ApplicationFailure, ChildWorkflowFailure, executeChild, proxyActivities } from '@temporalio/workflow';
import { failureOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  work(id: string): Promise<number>;
}
const { work } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function worker(input: { id: string; limit: number }): Promise<{ id: string; value: number }> {
  const value = await work(input.id);
  if (value > input.limit) throw ApplicationFailure.create({ type: 'TooMuch', message: `${value} of ${input.limit}` });
  return { id: input.id, value };
}

export async function parent(input: { ids: string[]; limit: number }): Promise<unknown> {
  const results = await mapConcurrently(input.ids, 2, async (id) => {
    try {
      const result = await executeChild(worker, { args: [{ id, limit: input.limit }] });
      return `${result.id}=${result.value}`;
    } catch (error) {
      const { type, message } = failureOf(error);
      if (type === 'TooMuch') return `${id}: ${message}`;
      if (error instanceof ChildWorkflowFailure) return `${id}: child failed by ${type}`;
      throw error;
    }
  });
  return { results, text: results.join(', ') };
}
