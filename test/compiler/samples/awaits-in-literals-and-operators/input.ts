import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  num(name: string): Promise<number>;
  text(name: string): Promise<string>;
  flag(name: string): Promise<boolean>;
  list(name: string): Promise<number[]>;
  any(name: string): Promise<unknown>;
}
const { num, text, flag, list, any } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function awaitsInLiteralsAndOperators(input: { n: number }): Promise<unknown> {
  const record: Record<string, number> = {};
  record[await text('key')] = await num('value');
  const values = [await num('first')];
  values.push(await num('second'), await num('third'));
  values[await num('place')] = await num('element');
  const box = { count: 1 };
  box.count += await num('more');
  let x = 1;
  x += await num('x');
  x = x * (await num('y')) + x;
  const nothing = await any(await text(`${await text('inner')}!`));
  await (input.n > 1 ? text('if') : text('else'));
  if (input.n > 1) input.n > 2 && (await text('and'));
  return {
    record,
    values,
    box,
    x,
    type: typeof nothing,
    json: JSON.stringify({ a: await num('a'), b: [await num('b')] }),
    negative: -(await num('c')) - -(await num('d')),
    not: !(await flag('e')),
    same: (await flag('f')) === (await flag('g')),
    spread: [...(await list('h')), ...(await list('i'))],
    most: Math.max(...(await list('j')), await num('k')),
    mapped: (await list('l')).map((each) => each + input.n).filter((each) => each > 1),
    character: (await text('m'))[0] ?? 'none',
    has: (await text('n')) in { t: 1 },
    promised: (await Promise.resolve(5)) + (await num('o')),
    called: ((each: number): number => each * 2)(await num('p')),
  };
}
