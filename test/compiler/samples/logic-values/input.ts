import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(parts: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** `&&` and `||` give one of their sides, not a boolean. */
export async function logicValues(input: {
  text: string;
  count: number;
  flag: boolean;
  maybe?: string | null;
  list: number[];
}): Promise<void> {
  const { text, count, flag, maybe, list } = input;
  await tell([
    text || 'empty',
    count || 7,
    flag && text,
    text && count,
    maybe || 'nothing',
    maybe ?? 'nullish',
    (flag && count) || 'last',
    !text,
    !!count,
    list.length && (list[0] ?? 0),
    (text || null) ?? 'none',
    flag ? text : count,
    !flag && !count,
    text === '' || count > 1 ? 'yes' : 'no',
  ]);
}
