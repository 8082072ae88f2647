import { ApplicationFailure, executeChild, proxyActivities } from '@temporalio/workflow';
import { failureOf, mapConcurrently, withRetries } from 'avesa/constructs';

interface Activities {
  work(id: string): Promise<number>;
}
const { work } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });
const twice = [{ errors: ['All'], interval: '1 second', maximumAttempts: 2 }];

export async function worker({ id }: { id: string }): Promise<number> {
  const value = await work(id);
  if (value < 0) throw ApplicationFailure.create({ type: 'Negative', message: `${value}` });
  return value * 10;
}

export async function retriesAroundChildrenAndMaps(input: { ids: string[] }): Promise<unknown> {
  const each = await mapConcurrently(input.ids, 1, (id) => withRetries(twice, () => work(id)));
  try {
    const child = await withRetries(twice, () => executeChild(worker, { args: [{ id: 'child' }] }));
    return { each, child };
  } catch (error) {
    const { type, message } = failureOf(error);
    return { each, type, message };
  }
}
