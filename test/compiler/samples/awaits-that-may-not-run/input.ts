import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  flag(name: string): Promise<boolean>;
  text(name: string): Promise<string>;
  maybe(name: string): Promise<string | null>;
}
const { flag, text, maybe } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/** Awaits behind `&&`, `||`, `??`, `?:` and `?.` are made only where JavaScript makes them. */
export async function awaitsThatMayNotRun(input: { n: number; name?: string }): Promise<unknown> {
  const { n, name } = input;
  const a = name ?? (await text('a'));
  const b = n > 1 && (await flag('b'));
  const c = n > 1 || (await flag('c'));
  const d = n > 1 ? await text('d1') : n > 0 ? ((await maybe('d2')) ?? (await text('d3'))) : 'none';
  const e = (await maybe('e'))?.concat('!') ?? 'nothing';
  const f = { ...(n > 0 ? { given: await text('f') } : {}), ...((await flag('f2')) && { also: await text('f3') }) };
  const g = [n > 1 ? await text('g') : 'no g', ...((await flag('g2')) ? [await text('g3')] : [])];
  const h = `${n > 0 ? await text('h') : ''}${(await flag('h2')) ? '+' : '-'}`;
  if ((n > 0 || (await flag('i'))) && !(await flag('j')) && (name === undefined || (await flag('k'))))
    return { a, early: true };
  const l = (await flag('l')) && (await flag('m')) ? 'both' : (await flag('n')) || n > 5 ? 'one' : 'none';
  return { a, b, c, d, e, f, g, h, l };
}
