import type { TableConfig } from '../../workflows/shapes.ts';
import type { Activity } from '../contract.ts';
import { InvalidConfiguration, InvalidInput } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { knownTenant } from '../tenants.ts';

/** What one tenant's execution can hold in its payloads. */
export const tablesPerTenant = 300;

/** Lists the tables that the job reads of a tenant. Only reads. */
export const discoverTenantTables =
  ({ state }: Pick<Ports, 'state'>): Activity<'discoverTenantTables'> =>
  async ({ tenant_config, job_id }) => {
    const tenant = await knownTenant(state, tenant_config.tenant_id);
    const job = await state.jobs.get(job_id);
    if (job === undefined) throw new InvalidInput(`there is no job '${job_id}'`);
    if (Object.keys(tenant.services).length === 0) return { table_count: 0 };
    const { table_name: only, force_full_sync, chunk_size_override } = job.input;
    const enabled_tables = Object.entries(tenant.services).flatMap(([service, { tables }]) =>
      Object.entries(tables)
        .filter(([, table]) => table.enabled)
        .map(([table]): string => `${service}/${table}`)
        .filter((name) => only == null || name === only)
        .map((table_name): TableConfig => ({
          table_name,
          force_full_sync: force_full_sync ?? false,
          chunk_size_override: chunk_size_override ?? null,
        })),
    );
    if (enabled_tables.length > tablesPerTenant) {
      throw new InvalidConfiguration(
        `tenant '${tenant.tenant_id}' has ${enabled_tables.length} enabled tables, at most ${tablesPerTenant} are possible: divide it`,
      );
    }
    return { enabled_tables, table_count: enabled_tables.length };
  };
