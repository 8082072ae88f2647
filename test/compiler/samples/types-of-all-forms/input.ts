import { proxyActivities } from '@temporalio/workflow';

interface Base {
  id: string;
}
interface Extra extends Base {
  n: number;
  list: string[];
}
type Id = string & { readonly brand: 'id' };
type Result = { ok: true; value: number } | { ok: false; error: string };
interface Input {
  id: Id;
  partial: Partial<Extra>;
  picked: Pick<Extra, 'n' | 'list'>;
  mapped: { [K in 'a' | 'b']: number };
  key: keyof Extra;
  tagged: `pre-${string}`;
  two: string[] | number[];
  both: Base & { m: number };
  record: Record<string, unknown>;
  tuple: readonly [name: string, size?: number, ...flags: boolean[]];
  results: Result[];
  deep: { readonly a?: { readonly b: readonly number[] } };
}
interface Activities {
  tell(values: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const sizeOf = (value: { readonly length: number }): number => value.length;
const idOf = <T extends Base>(value: T): string => value.id;
const valueOf = (result: Result): number => (result.ok ? result.value : -1);

/** Values whose types are made of others: their kinds are still known. */
export async function typesOfAllForms(input: Input): Promise<void> {
  const { id, partial, picked, mapped, key, tagged, two, both, record, tuple, results, deep } = input;
  const [name, size = 7, ...flags] = tuple;
  await tell([
    id.length,
    `${id}!`,
    partial.n ?? 'none',
    partial.list?.length ?? 'none',
    { ...partial },
    picked.n + 1,
    mapped.a + mapped['b'],
    Object.values(mapped),
    key === 'n' ? 'N' : key,
    tagged.slice(4),
    two.length,
    two.map((each) => `${each}`),
    both.id + both.m,
    { ...both, more: true },
    sizeOf(two),
    sizeOf(id),
    idOf(both),
    idOf({ id: 'x', other: 1 }),
  ]);
  await tell([
    Object.entries(record).map(([each, value]) => `${each}${typeof value}`),
    record['a'] ?? 'none',
    record['a'] === undefined,
    [name, size, flags, tuple.length],
    results.map(valueOf),
    results.filter((result) => result.ok).map((result) => result.value),
    results.flatMap((result) => (result.ok ? [] : [result.error])),
    deep.a?.b.length ?? 'none',
    (deep.a?.b ?? []).map((each) => each + 1),
    [{ a: 1 }, { a: 2, b: 3 }].map((each) => ('b' in each ? each.b : each.a)),
  ]);
}
