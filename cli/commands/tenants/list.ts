import type { TenantDefinition } from '../../../activities/tenants.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { existingData } from '../../parts/config.ts';
import { withState } from '../../parts/state.ts';
import { table } from '../../text/table.ts';

export async function listTenants(options: { json?: true }, io: Io): Promise<ExitCode> {
  const tenants = await withState(existingData(io), (state) => state.tenants.list());
  if (options.json) {
    io.stdout(JSON.stringify(tenants, null, 2));
  } else if (tenants.length === 0) {
    io.stderr("no tenants yet; 'avesa tenants import FILE' takes them in");
  } else {
    const columns = ['tenant', 'name', 'enabled', 'priority', 'tables'].map((heading) => ({ heading }));
    io.stdout(table(columns, tenants.map(rowOf)));
  }
  return exitCodes.good;
}

function rowOf(tenant: TenantDefinition): string[] {
  const tables = tablesOf(tenant).map(({ name, enabled }) => (enabled ? name : `${name} (disabled)`));
  return [
    tenant.tenant_id,
    tenant.name,
    tenant.enabled ? 'yes' : 'no',
    tenant.priority ?? "the run's",
    tables.join(', ') || 'none',
  ];
}

/** A tenant's tables by their full names, `connectwise/tickets`. */
export function tablesOf(tenant: TenantDefinition): { name: string; enabled: boolean }[] {
  return Object.entries(tenant.services).flatMap(([service, { tables }]) =>
    Object.entries(tables).map(([name, { enabled }]) => ({ name: `${service}/${name}`, enabled })),
  );
}
