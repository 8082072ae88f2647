import { executeChild, ParentClosePolicy, proxyActivities, startChild } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  count(name: string): Promise<number>;
}
const { count } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function childrenOfSeveralForms(input: { names: string[]; base?: number }): Promise<unknown> {
  const nothing = await executeChild(quiet);
  const first = await executeChild(counter, { args: [{ name: 'first' }], workflowExecutionTimeout: '1 hour' });
  const named: { name: string; total: number } = await executeChild('counter', {
    args: [{ name: 'named', base: input.base ?? 5 }],
  });
  const all = await mapConcurrently(input.names, 2, async (name, base) => {
    const { total } = await executeChild(counter, { args: [{ name, base }] });
    return total;
  });
  const list = await executeChild(plain, { args: [input.names] });
  if (all.length > 1) await startChild(quiet, { parentClosePolicy: ParentClosePolicy.ABANDON });
  return { isNothing: nothing === undefined || nothing === null, first, named, all, list };
}

export async function counter({
  name,
  base = 0,
}: {
  name: string;
  base?: number;
}): Promise<{ name: string; total: number }> {
  return { name, total: base + (await count(name)) };
}

export async function plain(names: string[]): Promise<string | null> {
  return await Promise.resolve(names.length === 0 ? null : names.join('+'));
}

export async function quiet(): Promise<void> {
  await Promise.resolve();
}
