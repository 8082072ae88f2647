import { proxyActivities } from '@temporalio/workflow';

interface Row {
  a?: string;
  b: string | null;
  c?: number | null;
}
interface Activities {
  row(id: string): Promise<Row>;
  maybe(id: string): Promise<Row | null>;
  tell(value: unknown): Promise<void>;
}
const { row, maybe, tell } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/** Absent, null, and what is made of them. */
export async function nothingInEveryPlace(input: { id?: string | null; flag?: boolean }): Promise<unknown> {
  const { id, flag } = input;
  const name = id ?? 'default';
  const found = await row(name);
  const other = await maybe(name);
  let held: string | undefined = found.a;
  await tell({ held, b: found.b, c: found.c, id, flag });
  held = undefined;
  await tell({ held: held ?? null, list: [found.a ?? null, found.b, found.c ?? null] });
  if (other) await tell(other);
  const { a = 'no a', b, c = -1 } = found;
  const same = found.a === other?.a;
  const text = `${found.a}|${found.b}|${found.c}`;
  return { a, b, c, same, text, nested: { x: found.a }, isThere: found.a !== undefined, both: !found.a && !found.c };
}
