import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(parts: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function objectEntries(input: {
  scores: Record<string, number>;
  names: Record<string, string[]>;
}): Promise<void> {
  const { scores, names } = input;
  await tell({
    keys: Object.keys(scores),
    values: Object.values(scores),
    entries: Object.entries(scores).map(([key, value]) => `${key}=${value}`),
    lists: Object.values(names),
    flat: Object.values(names).flat(),
    high: Object.fromEntries(Object.entries(scores).filter(([, value]) => value > 1)),
    doubled: Object.fromEntries(Object.entries(scores).map(([key, value]) => [key, value * 2])),
    count: Object.keys(names).length,
    has: 'a' in scores,
    first: Object.keys(scores)[0] ?? null,
  });
}
