import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  next(name: string): Promise<string[]>;
  tell(values: unknown): Promise<void>;
}
const { next, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** push, pop, shift, unshift, sort, reverse and elements, in branches and around awaits. */
export async function listsThatChangeInLoops(input: { names: string[] }): Promise<unknown> {
  const names = [...input.names];
  const stack: string[] = [];
  names.sort();
  names.reverse();
  while (names.length > 0) {
    const name = names.pop();
    if (name === undefined) break;
    if (name.length > 1) stack.unshift(name);
    else stack.push(name, `${name}!`);
    await tell(stack);
    const more = await next(name);
    if (stack.length < 6) names.push(...more);
  }
  const first = stack.shift();
  if (stack.length > 1) stack[0] = 'changed';
  stack[stack.length] = 'appended';
  stack.sort((a, b) => a.length - b.length);
  await tell(stack);
  const numbers = [3, 1, 2];
  numbers.push(...stack.map((each) => each.length));
  numbers.sort((a, b) => b - a);
  numbers[0] = -(numbers[0] ?? 0);
  [numbers[1], numbers[2]] = [numbers[2] ?? 0, numbers[1] ?? 0];
  return { first: first ?? null, stack, numbers, names: input.names, left: names.length };
}
