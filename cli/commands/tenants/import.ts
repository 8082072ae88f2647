import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { configOf } from '../../parts/config.ts';
import { putTenant, type Change } from '../../parts/put-tenant.ts';
import { withNewState } from '../../parts/state.ts';
import { readTenantFiles } from '../../parts/tenant-files.ts';
import { counted } from '../../text/amounts.ts';
import { tablesOf } from './list.ts';

/** Takes every tenant of the files in, or, where anything is wrong in any of them, none. */
export async function importTenants(files: readonly string[], options: { json?: true }, io: Io): Promise<ExitCode> {
  const config = configOf(io);
  const tenants = await readTenantFiles(files, io);
  const done = await withNewState(config, async (state) => {
    const changes: { tenant_id: string; change: Change; tables: number }[] = [];
    for (const tenant of tenants) {
      const change = await putTenant(state, tenant);
      changes.push({ tenant_id: tenant.tenant_id, change, tables: tablesOf(tenant).length });
    }
    return changes;
  });
  if (options.json) io.stdout(JSON.stringify(done));
  for (const { tenant_id, change, tables } of done) {
    io.stderr(`${tenant_id}: ${change}, ${counted(tables, 'table')}`);
  }
  io.stderr("'avesa tenants check' tests them against their sources");
  return exitCodes.good;
}
