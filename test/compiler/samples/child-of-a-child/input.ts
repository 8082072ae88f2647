import { executeChild, proxyActivities, startChild } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  leaf(n: number): Promise<number>;
}
const { leaf } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function leafOf(input: { n: number }): Promise<number> {
  const value = await leaf(input.n);
  return value * 2;
}
export async function branchOf(input: { ns: number[] }): Promise<{ sum: number }> {
  let sum = 0;
  for (const n of input.ns) sum += await executeChild(leafOf, { args: [{ n }] });
  return { sum };
}
export async function treeOf(input: { branches: number[][] }): Promise<unknown> {
  const sums = await mapConcurrently(input.branches, 2, async (ns) => {
    const { sum } = await executeChild(branchOf, { args: [{ ns }] });
    return sum;
  });
  if (sums.length === 0) await startChild(leafOf, { args: [{ n: 0 }], parentClosePolicy: 'ABANDON' });
  return { sums };
}
