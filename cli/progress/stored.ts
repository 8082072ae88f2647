import type { ChunkTotals, Plan, StateStore } from '../../activities/ports.ts';
import type { Tracked } from './tracked.ts';
import { tableId, tablesOf, type Stored, type TableProgress, type Wait } from './progress.ts';

/**
 * Reads what the state store knows of a run. What cannot change any more is read once: plans, and the chunks of tables that
 * have ended.
 */
export function storedReader(
  state: StateStore,
  pausedUntil: (tenantId: string, tableName: string) => Promise<number>,
): (jobId: string, tracked: readonly Tracked[]) => Promise<Stored> {
  const plans = new Map<string, Plan>();
  const totals = new Map<string, ChunkTotals>();
  const settled = new Set<string>();

  return async (jobId, tracked) => {
    const tables = tablesOf(tracked, { plans, totals });
    if (tables.some(({ plan, status }) => plan === null && status !== 'skipped')) {
      for (const plan of await state.plans.list(jobId)) plans.set(tableId(plan.tenant_id, plan.table_name), plan);
    }
    for (const { tenant_id, table_name, status } of tables) {
      const id = tableId(tenant_id, table_name);
      if (!plans.has(id) || settled.has(id)) continue;
      totals.set(id, await state.chunks.totals({ job_id: jobId, tenant_id, table_name }));
      if (status === 'completed') settled.add(id);
    }
    const job = await state.jobs.get(jobId);
    const tenants = new Set(tables.map(({ tenant_id }) => tenant_id));
    return {
      plans,
      totals,
      waits: [...(await breakerWaits(state, tenants)), ...(await sourceWaits(tables, pausedUntil))],
      calls: { api_calls: job?.api_calls ?? 0, api_errors: job?.api_errors ?? 0 },
    };
  };
}

async function breakerWaits(state: StateStore, tenants: ReadonlySet<string>): Promise<Wait[]> {
  const breakers = await state.breakers.list();
  return breakers
    .filter(({ key, state }) => state === 'OPEN' && tenants.has(key.split('/')[0]!))
    .map(({ key, failures, retry_ms }) => ({
      subject: key,
      reason: `circuit breaker open after ${failures} failures`,
      until_ms: retry_ms,
      attempt: 0,
    }));
}

/** A service's tables usually share what its source counts by: one line for each service. */
async function sourceWaits(
  tables: readonly TableProgress[],
  pausedUntil: (tenantId: string, tableName: string) => Promise<number>,
): Promise<Wait[]> {
  const waits = new Map<string, Wait>();
  const now = Date.now();
  for (const { tenant_id, table_name, status } of tables) {
    const subject = `${tenant_id} ${table_name.split('/')[0] ?? ''}`;
    if (status !== 'running' || waits.has(subject)) continue;
    const until_ms = await pausedUntil(tenant_id, table_name);
    if (until_ms > now) waits.set(subject, { subject, reason: 'its source asked for a pause', until_ms, attempt: 0 });
  }
  return [...waits.values()];
}
