import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  number(name: string): Promise<number>;
  tell(value: number | string): Promise<void>;
}
const { number, tell } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/** Parts of a header left out, awaited, or several at once. */
export async function loopsOfAllHeaders(input: { n: number; list: number[] }): Promise<unknown> {
  const out: (number | string)[] = [];
  for (let i = await number('from'); i < 3; i++) out.push(i);
  for (let i = 0, j = 6; i < j; i += 2, j -= 1) {
    await tell(i * 10 + j);
    out.push(i + j);
  }
  let k = 0;
  for (; k < input.n;) {
    k += 1;
    if (k === 2) continue;
    await tell(`k${k}`);
  }
  for (;;) {
    k++;
    if (k > 4) break;
    await tell(k);
  }
  for (let i = input.list.length - 1; i >= 0; i--) out.push(input.list[i] ?? 0);
  do {
    k -= 1;
    if (k === 3) continue;
    out.push(`do ${k}`);
  } while (k > (await number('until')));
  let text = '';
  while (text.length < input.n) text += `${text.length}`;
  for (const [i, each] of input.list.entries()) if (i % 2 === 0) text += each;
  return { out, k, text };
}
