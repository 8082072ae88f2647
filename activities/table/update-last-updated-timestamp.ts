import type { Activity } from '../contract.ts';
import { InvalidInput } from '../errors.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports, 'state' | 'clock' | 'metrics'>;

/**
 * Commits the table: what completed chunks read becomes visible, the watermark moves if all completed, the lease ends.
 * Safe to repeat: it is one conditional step of the state store. A batch leaves the commit to its parent.
 */
export const updateLastUpdatedTimestamp =
  ({ state, clock, metrics }: Needs): Activity<'updateLastUpdatedTimestamp'> =>
  async ({ job_id, tenant_id, table_name, table_state, batch }) => {
    if (batch !== null) return { last_updated: null, advanced: false };
    const plan = await state.plans.get({ job_id, tenant_id, table_name });
    if (plan === undefined) throw new InvalidInput(`job '${job_id}' has no plan for '${table_name}' of '${tenant_id}'`);
    const now = clock.now();
    const commit = await state.tables.commit(plan, table_state, new Date(now).toISOString());
    const labels = { tenant: tenant_id, table: table_name };
    metrics.count('TablesProcessed', 1, labels);
    if (commit.watermark !== null) {
      metrics.gauge('DataFreshness', (now - Date.parse(commit.watermark)) / 1000, labels);
    }
    return { last_updated: commit.watermark, advanced: commit.advanced };
  };
