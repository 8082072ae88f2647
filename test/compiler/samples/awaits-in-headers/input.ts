import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  list(name: string): Promise<number[]>;
  more(n: number): Promise<boolean>;
  kind(n: number): Promise<string>;
}
const { list, more, kind } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/** Awaits in what if, while, do, for, for…of, switch, return and throw ask for. */
export async function awaitsInHeaders(input: { n: number }): Promise<unknown> {
  const out: (number | string)[] = [];
  for (const each of (await list('a')).filter((value) => value > 0)) out.push(each);
  for (const each of await list('b')) {
    if (!(await more(each))) break;
    out.push(await kind(each));
  }
  let n = input.n;
  while (await more(n)) n += 1;
  do n -= 2;
  while ((await kind(n)) === 'down' && n > 0);
  for (let i = 0; i < (await list('c')).length; i++) out.push(i);
  if ((await list('d')).includes(n)) out.push('has');
  else if ((await list('e')).some((each) => each > n)) out.push('some');
  switch ((await list('f')).length) {
    case 0:
      return { n, empty: await kind(99) };
    default:
      out.push('default');
  }
  const [first = -3, ...others] = await list('g');
  return [out, n, first, others, (await list('h')).at(-1) ?? (await kind(-2))];
}
