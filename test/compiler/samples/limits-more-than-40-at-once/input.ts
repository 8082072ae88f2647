import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  list(): Promise<number[]>;
  copy(n: number): Promise<number>;
}
const { list, copy } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(): Promise<number[]> {
  const given = await mapConcurrently(await list(), 50, async (n) => await copy(n));
  const few = await mapConcurrently([1, 2], 50, async (n) => await copy(n));
  return [...given, ...few];
}
