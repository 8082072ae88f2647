import { proxyActivities } from '@temporalio/workflow';

const { ping } = proxyActivities<{ ping(host: string): Promise<{ ms: number; ok: boolean }> }>({
  startToCloseTimeout: '5 seconds',
  retry: { maximumAttempts: 2 },
});

/** Whether all hosts answer. */
export default async function healthCheck({ hosts }: { hosts: string[] }): Promise<{ ok: boolean; slowest: number }> {
  let slowest = 0;
  let ok = true;
  for (const host of hosts) {
    const answer = await ping(host);
    slowest = Math.max(slowest, answer.ms);
    ok &&= answer.ok;
  }
  return { ok, slowest };
}
