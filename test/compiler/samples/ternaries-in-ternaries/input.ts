import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  ask(question: string): Promise<boolean>;
  text(name: string): Promise<string>;
}
const { ask, text } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function ternariesInTernaries(input: { n: number; name?: string }): Promise<unknown> {
  const { n, name } = input;
  const size = n > 5 ? 'big' : n > 2 ? 'middle' : n > 0 ? 'small' : n === 0 ? 'zero' : 'negative';
  const label = name ? (n > 0 ? `${name}${n}` : name) : n > 0 ? (n % 2 === 0 ? 'even' : 'odd') : null;
  const asked = (await ask('first'))
    ? (await ask('second'))
      ? await text('both')
      : 'only first'
    : n > 2
      ? await text('none')
      : 'no';
  const list = n > 2 ? [n] : n > 0 ? [] : n === 0 ? [[]] : null;
  const nested = (n > 0 ? (name ? 1 : 2) : name ? 3 : 4) + (n > 2 ? 10 : 20);
  const object = { [n > 0 ? 'plus' : 'minus']: name === undefined ? undefined : name === '' ? null : name };
  return n > 5 ? { size } : { size, label, asked, list, nested, object };
}
