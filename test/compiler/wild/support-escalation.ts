import { proxyActivities, sleep } from '@temporalio/workflow';

const enum Level {
  Agent = 1,
  Lead,
  Manager,
}

interface Case {
  id: string;
  tags: string[];
  contact?: { phone?: string; email?: string };
  sla: { hours: number } | null;
}
const { answered, notify, loadCase } = proxyActivities<{
  loadCase(id: string): Promise<Case>;
  answered(id: string): Promise<boolean>;
  notify(input: { level: number; via: 'phone' | 'mail'; to: string; urgent: boolean }): Promise<void>;
}>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 3 } });

export async function escalate(id: string): Promise<{ level: number; answered: boolean }> {
  const current = await loadCase(id);
  const hours = current.sla?.hours ?? (current.tags.includes('vip') ? 4 : 24);
  const to = current.contact?.phone ?? current.contact?.email ?? 'support@example.com';
  const via = current.contact?.phone ? 'phone' : 'mail';
  let level: number = Level.Agent;
  do {
    await notify({ level, via, to, urgent: level >= Level.Lead || hours <= 4 });
    await sleep(hours * 3600 * 1000);
    if (await answered(id)) return { level, answered: true };
    level++;
  } while (level <= Level.Manager);
  return { level: Level.Manager, answered: false };
}
