import { identifier, withConnection, type DuckdbConnection } from '../../activities/duckdb.ts';
import { createViews, type View } from '../../activities/lake/views.ts';
import type { Ports, TableKey } from '../../activities/ports.ts';
import type { Config } from '../../worker/config.ts';
import type { DemoSourceClient } from '../demo-source/client.ts';
import type { Io } from '../io.ts';
import { withPorts } from '../parts/ports.ts';
import { enabledTables } from '../pipeline/input.ts';
import type { Outcome } from '../pipeline/outcome.ts';
import { checkTable, type SourceVersion, type TableCheck, type Version } from './verification.ts';

export interface Verifying {
  config: Config;
  io: Pick<Io, 'env'>;
  source: DemoSourceClient;
  /** Those of the demo. */
  tenantIds: readonly string[];
  outcome: Outcome;
}

/** Compares every table of the demo's tenants with every version of every record that the source has had. */
export async function verify({ config, io, source, tenantIds, outcome }: Verifying): Promise<TableCheck[]> {
  return withPorts(config, io, (ports) =>
    withConnection(ports.duckdb, async (connection) => {
      const views = await createViews(ports, connection);
      const checks: TableCheck[] = [];
      for (const table of await tablesOf(ports, tenantIds)) {
        const served = await servedBy(source, table);
        const lake = await newestPerKey(connection, views, table);
        const bad = { source: served.bad, lake: await quarantinedIn(connection, ports, table) };
        const plan = await ports.state.plans.get({ ...table, job_id: outcome.job_id });
        const as_of = plan?.as_of ?? (await ports.state.tables.watermark(table));
        checks.push(checkTable(table, served.versions, lake, bad, as_of));
      }
      return checks;
    }),
  );
}

async function tablesOf({ state }: Pick<Ports, 'state'>, tenantIds: readonly string[]): Promise<TableKey[]> {
  const tenants = (await state.tenants.list()).filter(({ tenant_id }) => tenantIds.includes(tenant_id));
  return tenants.flatMap((tenant) =>
    enabledTables(tenant).map((table_name) => ({ tenant_id: tenant.tenant_id, table_name })),
  );
}

async function servedBy(
  source: DemoSourceClient,
  { tenant_id, table_name }: TableKey,
): Promise<{ versions: SourceVersion[]; bad: string[] }> {
  // The source knows its tables without our services' names.
  const chosen = { tenant: tenant_id, table: table_name.split('/')[1]! };
  const versions: SourceVersion[] = [];
  for await (const version of source.journal(chosen)) versions.push(version);
  const bad: string[] = [];
  for await (const record of source.bad(chosen)) bad.push(record.sha256);
  return { versions, bad };
}

async function newestPerKey(
  connection: DuckdbConnection,
  views: readonly View[],
  { tenant_id, table_name }: TableKey,
): Promise<Version[]> {
  const view = views.find((each) => each.schema === 'latest' && each.table_name === table_name);
  if (view === undefined) return [];
  const rows = await connection.query(
    `SELECT _key AS id, sha256(record::VARCHAR) AS sha256 FROM latest.${identifier(view.name)} WHERE tenant_id = $1`,
    [tenant_id],
  );
  return rows as unknown as Version[];
}

/** The same bad record is met again by each job that reads its chunk. */
async function quarantinedIn(
  connection: DuckdbConnection,
  { state, lake }: Pick<Ports, 'state' | 'lake'>,
  table: TableKey,
): Promise<string[]> {
  const paths = await lake.fetch((await state.quarantine.list(table)).map(({ name }) => name));
  if (paths.length === 0) return [];
  const rows = await connection.query('SELECT DISTINCT sha256(bytes) AS sha256 FROM read_parquet($1)', [paths]);
  return rows.map(({ sha256 }) => sha256 as string);
}
