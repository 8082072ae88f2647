import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  text(name: string): Promise<string>;
}
const { text } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** A closure sees what a variable has when it is called, a constant of a round what it had in that round. */
export async function closuresThatSeeChanges(input: { names: string[]; base: number }): Promise<unknown> {
  let total = input.base;
  let log = '';
  const describe = (name: string): string => `${name}:${total}${log === '' ? '' : ` after ${log}`}`;
  const isOver = (): boolean => total > 3;
  const add = async (name: string): Promise<string> => {
    const before = describe(name);
    const got = await text(before);
    return `${got} ${describe(name)}`;
  };
  const out = [describe('start')];
  for (const [at, name] of input.names.entries()) {
    const twice = (n: number): number => n * 2 + at;
    out.push(await add(name));
    total = twice(total) + name.length;
    log = `${log}${name}`;
    if (isOver()) break;
  }
  const less = ((n: number): number => n - total)(1);
  return { out, total, less, isOver: isOver(), last: describe('end') };
}
