import { ApplicationFailure, executeChild, proxyActivities } from '@temporalio/workflow';
import { allOf, failureOf, mapConcurrently } from 'avesa/constructs';

interface Node {
  name: string;
  nodes?: Node[];
}
interface Activities {
  size(name: string): Promise<number>;
}
const { size } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** A walk through a tree, a child for each node. */
export async function walk({ name, nodes = [] }: Node): Promise<{ name: string; total: number }> {
  if (name === '') throw ApplicationFailure.create({ type: 'NoName', message: `among ${nodes.length}` });
  const own = await size(name);
  const below = await mapConcurrently(nodes, 2, (node) => executeChild(walk, { args: [node] }));
  return { name, total: below.reduce((sum, { total }) => sum + total, own) };
}

export async function even({ n }: { n: number }): Promise<boolean> {
  return n === 0 ? true : await executeChild(odd, { args: [{ n: n - 1 }] });
}
export async function odd({ n }: { n: number }): Promise<boolean> {
  return n === 0 ? false : await executeChild(even, { args: [{ n: n - 1 }] });
}

export async function top(input: { tree: Node; n: number }): Promise<unknown> {
  try {
    const [tree, isEven] = await allOf([
      () => executeChild(walk, { args: [input.tree] }),
      () => executeChild(even, { args: [{ n: input.n }] }),
    ]);
    return { tree, isEven };
  } catch (error) {
    return failureOf(error);
  }
}
