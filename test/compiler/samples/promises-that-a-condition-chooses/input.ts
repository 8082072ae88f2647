import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  yes(x: unknown): Promise<boolean>;
  maybe(x: unknown): Promise<string | null>;
  num(x: unknown): Promise<number>;
}
const { yes, maybe, num } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});
const pick = (n: number): Promise<boolean> => (n > 1 ? yes(n) : yes('low'));
function other(n: number): Promise<string | null> {
  return n > 1 ? maybe(n) : maybe('low');
}
async function deep(n: number): Promise<number> {
  return n > 1 ? num(n) : 0;
}
export async function promisesThatAConditionChooses(i: { n: number }): Promise<unknown> {
  const out: string[] = [];
  if (await (i.n > 0 ? yes(i.n) : yes('b'))) out.push('a');
  if (await pick(i.n)) out.push('b');
  if (!(await (i.n > 5 ? pick(3) : yes('c')))) out.push('c');
  const m = await other(i.n);
  if (m) out.push(m);
  else out.push('none');
  const c = (await (i.n > 0 ? maybe('x') : other(2))) ?? 'dflt';
  out.push(c);
  if (await (i.n > 0 ? num(1) : num(2))) out.push('d');
  if (await deep(i.n)) out.push('e');
  const [p, q] = await Promise.all([i.n > 0 ? yes(1) : yes(2), pick(0)]);
  if (p) out.push('p');
  if (q) out.push('q');
  const s = await (i.n > 3 ? Promise.all([yes(5)]) : Promise.all([yes(6), yes(7)]));
  if (s[0]) out.push('s');
  if (s.length > 1) out.push('two');
  while (await (i.n > 100 ? yes(8) : yes(9))) {
    out.push('loop');
    if (out.length > 10) break;
  }
  return out;
}
