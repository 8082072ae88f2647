import { proxyActivities } from '@temporalio/workflow';

interface Config {
  env: Record<string, { hosts: string[]; limits?: Record<string, number> }>;
}
interface Activities {
  apply(input: { host: string; limits: Record<string, number> }): Promise<string>;
}
const { apply } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function deepRecords(input: { config: Config; env: string; key: 'cpu' | 'memory' }): Promise<unknown> {
  const chosen = input.config.env[input.env];
  if (chosen === undefined) return { error: `no ${input.env}`, known: Object.keys(input.config.env).sort() };
  const limits = { cpu: 1, ...chosen.limits };
  const answers: Record<string, string> = {};
  for (const host of chosen.hosts) answers[host] = await apply({ host, limits });
  const value = (limits as Record<string, number>)[input.key] ?? 0;
  return { answers, value, hosts: Object.entries(answers).map(([host, answer]) => ({ host, answer })) };
}
