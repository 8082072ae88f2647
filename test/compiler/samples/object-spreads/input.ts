import { proxyActivities } from '@temporalio/workflow';

interface Settings {
  mode?: string;
  limit?: number | null;
  nested?: { deep?: boolean; list?: number[] };
}
interface Activities {
  save(settings: object): Promise<void>;
}
const { save } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function objectSpreads(input: { own?: Settings; more: Settings; extra?: string }): Promise<void> {
  const defaults = { mode: 'slow', limit: 10, nested: { deep: false } };
  const merged = { ...defaults, ...input.own, ...input.more };
  await save(merged);
  await save({ ...(input.extra === undefined ? {} : { extra: input.extra }), fixed: 1 });
  await save({ ...merged, nested: { ...merged.nested, ...input.more.nested } });
  const { mode, ...rest } = merged;
  await save({ rest, mode: mode ?? 'none' });
  await save({ ...(input.own && { own: true }) });
}
