import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  children(id: string): Promise<string[]>;
}
const { children } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** A walk over a graph, breadth first. */
export async function listsAsQueues(input: { root: string; most: number }): Promise<string[]> {
  const queue = [input.root];
  const seen: string[] = [];
  while (queue.length > 0) {
    const next = queue.shift()!;
    if (seen.includes(next)) continue;
    seen.push(next);
    if (seen.length >= input.most) break;
    const found = await children(next);
    queue.push(...found.filter((id) => !seen.includes(id)));
  }
  const stack = [...seen];
  const last = stack.pop();
  stack.unshift(last ?? 'none');
  return stack;
}
