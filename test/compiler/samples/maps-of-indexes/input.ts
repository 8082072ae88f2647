import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  read(input: { name: string; index: number; of: number }): Promise<number>;
}
const { read } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function mapsOfIndexes(input: { names: string[]; factor: number }): Promise<unknown> {
  const { names, factor } = input;
  const results = await mapConcurrently(names, 2, async (name, index) => {
    const value = await read({ name, index, of: names.length });
    const scaled = value * factor;
    return index === 0 ? { name, scaled, first: true } : { name, scaled };
  });
  const total = results.reduce((sum, result) => sum + result.scaled, 0);
  const byName = Object.fromEntries(results.map((result) => [result.name, result.scaled]));
  return { total, byName, first: results.find((result) => result.first)?.name ?? null };
}
