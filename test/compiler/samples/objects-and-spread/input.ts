import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  send(value: unknown): Promise<void>;
  load(id: string): Promise<{ a?: number; b?: string | null; c: number[] }>;
}
const { send, load } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function spreads(input: { id: string; extra?: Record<string, number>; key: string }): Promise<unknown> {
  const value = await load(input.id);
  const defaults = { a: 1, b: 'b', d: true };
  await send({ ...defaults, ...value });
  await send({ ...value, a: value.a ?? 7, [input.key]: 'computed', 'odd key': null });
  const { c, ...rest } = value;
  await send({ c, rest, has: 'b' in value, keys: Object.keys(rest).length });
  await send(Object.fromEntries(Object.entries(input.extra ?? {}).map(([key, n]) => [key.toUpperCase(), n * 2])));
  const { a: renamed = 99, b: text = 'default' } = value;
  return {
    renamed,
    text,
    c: [...c, ...c],
    size: Object.values(input.extra ?? {}).length,
    found: input.extra?.[input.key] ?? null,
  };
}
