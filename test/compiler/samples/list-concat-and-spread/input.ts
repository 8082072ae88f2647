import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  more(): Promise<string[] | null>;
  tell(lists: unknown[]): Promise<void>;
}
const { more, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Lists put together, of which each may be empty, absent, or single. */
export async function listConcatAndSpread(input: {
  a: string[];
  b?: string[];
  c: string[] | null;
  flag: boolean;
}): Promise<string[]> {
  const { a, b, c, flag } = input;
  const found = await more();
  const all = [...a, ...(b ?? []), ...(c ?? ['no c']), ...(found ?? [])];
  await tell([
    a.concat(b ?? []),
    a.concat('x', ['y', 'z']),
    a.concat(a, a),
    a.concat(),
    [...(flag ? ['flag'] : []), ...a],
    [...a, ...(flag ? a : [])],
    [...(b?.map((text) => `${text}!`) ?? ['no b'])],
    [[...a], [...(b ?? [])]],
    [...[...a], ...[]],
  ]);
  return all;
}
