import { proxyActivities } from '@temporalio/workflow';

const { lookup, save } = proxyActivities<{
  lookup(key: string): Promise<{ value: number; stale: boolean } | null>;
  save(input: { key: string; value: number }): Promise<void>;
}>({ startToCloseTimeout: '10 seconds', retry: { maximumAttempts: 3 } });

export async function refresh(keys: string[]): Promise<Record<string, number>> {
  const results: Record<string, number> = {};
  for (const key of keys) {
    const value = await (async () => {
      const found = await lookup(key);
      if (found === null) return 0;
      if (!found.stale) return found.value;
      return found.value + 1;
    })();
    const label = (() => {
      const [head, ...tail] = key.split('.');
      return tail.length === 0 ? head : tail[tail.length - 1];
    })();
    results[label ?? key] = value;
    await save({ key, value });
  }
  return results;
}
