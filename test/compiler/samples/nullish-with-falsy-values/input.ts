import { proxyActivities } from '@temporalio/workflow';

type Maybe<T> = T | null | undefined;
interface Activities {
  number(name: string): Promise<number | null>;
  tell(parts: unknown): Promise<void>;
}
const { number, tell } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/** What `??`, `||` and `&&` make of 0, '', false, null and nothing. */
export async function nullishWithFalsyValues(input: {
  n?: number | null;
  text?: string | null;
  flag?: boolean | null;
  list?: string[] | null;
}): Promise<unknown> {
  const { n, text, flag, list } = input;
  await tell({
    nullish: [n ?? -1, text ?? 'd', flag ?? true, list ?? ['d']],
    or: [n || -1, text || 'd', flag || 'd', list || ['d']],
    and: [(n && 'n') ?? 'no n', (text && 't') ?? 'no t', (flag && 'f') ?? 'no f', (list && list.length) ?? 'no list'],
    not: [!n, !text, !flag, !list, !!n, !!text],
    chain: n ?? text ?? flag ?? 'all nullish',
    orChain: n || text || flag || 'all falsy',
    mixed: (n ?? 0) || text || 'mixed',
  });
  const orElse = <T>(value: Maybe<T>, otherwise: T): T => value ?? otherwise;
  const found = (await number('a')) ?? (await number('b')) ?? orElse(n, 7);
  let kept: Maybe<string> = text;
  kept ||= 'kept';
  let other: Maybe<number> = n;
  other ??= found;
  return { found, kept, other, both: orElse(text, 'x') && orElse(flag, false) };
}
