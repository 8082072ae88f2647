import { proxyActivities } from '@temporalio/workflow';
import * as settings from './settings.ts';
import { Level, levels } from './settings.ts';

interface Activities {
  log(input: { level: string; n: number; name: string }): Promise<void>;
}
const { log } = proxyActivities<Activities>(settings.policies.short);

export async function constants(input: { level: string }): Promise<string[]> {
  const known = levels.includes(input.level);
  await log({ level: known ? input.level : Level.Info, n: settings.limits.most, name: settings.nameOf(Level.Warn) });
  return levels.map((level) => `${level}${settings.suffix}`);
}
