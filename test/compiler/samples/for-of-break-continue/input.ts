import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  check(name: string): Promise<{ ok: boolean; stop: boolean }>;
}
const { check } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function firstGood(input: { names: string[] }): Promise<{ good: string[]; seen: number }> {
  const good: string[] = [];
  let seen = 0;
  for (const name of input.names) {
    if (name === '') continue;
    const { ok, stop } = await check(name);
    seen += 1;
    if (stop) break;
    if (!ok) continue;
    good.push(name);
  }
  return { good, seen };
}
