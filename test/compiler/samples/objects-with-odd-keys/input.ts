import { proxyActivities } from '@temporalio/workflow';

interface Odd {
  and: number;
  in: number;
  null: number;
  'a-b': number;
  'two words': number;
  größe: number;
  0: number;
  '': number;
  $x: number;
  'a.b': number;
  '"': number;
  '\\': number;
  length: number;
  v: number;
}
interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Names that JSONata or Step Functions would read as something else. */
export async function objectsWithOddKeys({ odd }: { odd: Odd }): Promise<unknown> {
  const { and, 'a-b': dashed, '': nameless, ...others } = odd;
  await tell(odd.and + odd.in * odd.null - odd['a-b']);
  await tell([
    odd['two words'],
    odd.größe,
    odd[0],
    odd[''],
    odd.$x,
    odd['a.b'],
    odd['"'],
    odd['\\'],
    odd.length,
    odd.v,
  ]);
  await tell({ ...odd, and: 'changed', '"': `${dashed}`, 'new.$': '$.x', '{% x %}': '{% y %}' });
  await tell(Object.keys(odd).length);
  return { sum: and + dashed + nameless, others, has: 'a.b' in odd, hasNot: 'a.c' in odd };
}
