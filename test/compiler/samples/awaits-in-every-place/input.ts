import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  flag(name: string): Promise<boolean>;
  number(name: string): Promise<number>;
  text(name: string): Promise<string>;
}
const { flag, number, text } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function awaitsInEveryPlace(input: { name: string }): Promise<unknown> {
  const { name } = input;
  const object = {
    first: await text('a'),
    second: [await number('b'), await number('c')],
    third: `${await text('d')}-${await text('e')}`,
  };
  const chosen = (await flag('f')) ? await text('g') : await text('h');
  const both = (await flag('i')) && (await flag('j'));
  const either = (await flag('k')) || (await flag('l'));
  const sum = (await number('m')) + (await number('n')) * 2;
  const longest = Math.max(await number('o'), await number('p'));
  const inner = await text(await text('q'));
  if (!(await flag('r')) && (await number('s')) > 1) return 'early';
  return { object, chosen, both, either, sum, longest, inner, name };
}
