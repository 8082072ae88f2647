import type { Activity } from '../contract.ts';
import type { Ports } from '../ports.ts';
import { leaseTtlMs } from './lease.ts';

/**
 * Takes the table's lease. Repeating it takes a new fencing number, so that whatever an earlier attempt still has in flight
 * is refused; a batch keeps its parent's.
 */
export const initializeTableProcessing =
  ({ state, clock }: Pick<Ports, 'state' | 'clock'>): Activity<'initializeTableProcessing'> =>
  async ({ table_config, tenant_config, job_id, execution_id, batch }) => {
    const table = { tenant_id: tenant_config.tenant_id, table_name: table_config.table_name };
    if (batch !== null) {
      await state.leases.renew(table, { owner: execution_id, fence: batch.fence }, clock.now(), leaseTtlMs);
      return { status: 'ready', running_in: null, owner: execution_id, fence: batch.fence };
    }
    const lease = await state.leases.acquire(table, { owner: execution_id, job_id }, clock.now(), leaseTtlMs);
    return lease.acquired
      ? { status: 'ready', running_in: null, owner: lease.owner, fence: lease.fence }
      : { status: 'skipped', running_in: lease.job_id, owner: lease.owner, fence: 0 };
  };
