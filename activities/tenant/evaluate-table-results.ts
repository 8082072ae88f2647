import type { Activity } from '../contract.ts';
import { statusOf } from '../outcome.ts';
import type { Ports } from '../ports.ts';

/** Sums a tenant's tables up and looks whether anything waits to be merged. Only reads. */
export const evaluateTableResults =
  ({ state }: Pick<Ports, 'state'>): Activity<'evaluateTableResults'> =>
  async ({ tenant_id, table_results }) => {
    const failed = table_results.find((table) => table.error !== null);
    return {
      status: statusOf(table_results),
      should_trigger_canonical: (await state.ledger.pending(tenant_id)).length > 0,
      completed_tables: table_results.filter((table) => table.status === 'completed').map((table) => table.table_name),
      records_processed: table_results.reduce((sum, table) => sum + table.records_processed, 0),
      tables_processed: table_results.filter((table) => table.status !== 'failed' && table.status !== 'skipped').length,
      error: failed?.error ?? null,
    };
  };
