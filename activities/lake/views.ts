import { canonicalNames, fileColumns, type CanonicalName } from '../canonical/models.ts';
import { identifier, literal, type DuckdbConnection } from '../duckdb.ts';
import type { Ports } from '../ports.ts';
import { newestFirst, rawColumns } from '../raw/columns.ts';
import { viewNames } from './view-names.ts';

type Needs = Pick<Ports, 'state' | 'lake'>;

export interface View {
  /** `raw`: all committed records; `latest`: the newest per tenant and key; `canonical`. */
  schema: 'raw' | 'latest' | 'canonical';
  /** Without the schema, not quoted. */
  name: string;
  /** `connectwise/tickets`, or a canonical table's name. */
  table_name: string;
  tenants: string[];
}

/**
 * Makes a view of every table of all tenants, of what is committed now, each with the column `tenant_id`. A table without a
 * record is a view without a row.
 * @returns the views, as they can be listed
 */
export async function createViews(ports: Needs, connection: DuckdbConnection): Promise<View[]> {
  for (const schema of ['raw', 'latest', 'canonical']) await connection.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  const views: View[] = [];
  const tables = await tenantsOfTables(ports);
  const names = viewNames([...tables.keys()]);
  for (const [table_name, tenants] of tables) {
    const name = names.get(table_name)!;
    const files = await filesOfTenants(ports, tenants, (tenant_id) =>
      ports.state.tables.parts({ tenant_id, table_name }),
    );
    await create(connection, `raw.${identifier(name)}`, rawSql(files));
    await create(connection, `latest.${identifier(name)}`, latestSql(`raw.${identifier(name)}`));
    views.push({ schema: 'raw', name, table_name, tenants }, { schema: 'latest', name, table_name, tenants });
  }
  const pointers = await ports.state.ledger.pointers();
  for (const name of canonicalNames) {
    const own = pointers.filter(({ canonical_table }) => canonical_table === name);
    const tenants = own.map(({ tenant_id }) => tenant_id);
    const files = await filesOfTenants(ports, tenants, (tenant_id) =>
      Promise.resolve(own.find((pointer) => pointer.tenant_id === tenant_id)!.files),
    );
    await create(connection, `canonical.${identifier(name)}`, canonicalSql(name, files));
    views.push({ schema: 'canonical', name, table_name: name, tenants });
  }
  return views;
}

/** Configured tables, and those that are no longer configured but have been read. */
async function tenantsOfTables({ state }: Needs): Promise<Map<string, string[]>> {
  const configured = (await state.tenants.list()).flatMap(({ tenant_id, services }) =>
    Object.entries(services).flatMap(([service, { tables }]) =>
      Object.keys(tables).map((table) => ({ tenant_id, table_name: `${service}/${table}` })),
    ),
  );
  const tables = new Map<string, Set<string>>();
  for (const { tenant_id, table_name } of [...configured, ...(await state.tables.list())]) {
    tables.set(table_name, (tables.get(table_name) ?? new Set()).add(tenant_id));
  }
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([table_name, tenants]) => [table_name, [...tenants].sort()]));
}

interface TenantFiles {
  tenant_id: string;
  paths: string[];
}

async function filesOfTenants(
  { lake }: Needs,
  tenants: readonly string[],
  namesOf: (tenantId: string) => Promise<string[]>,
): Promise<TenantFiles[]> {
  const files: TenantFiles[] = [];
  for (const tenant_id of tenants) {
    const paths = await lake.fetch(await namesOf(tenant_id));
    if (paths.length > 0) files.push({ tenant_id, paths });
  }
  return files;
}

async function create(connection: DuckdbConnection, name: string, select: string): Promise<void> {
  await connection.run(`CREATE OR REPLACE VIEW ${name} AS ${select}`);
}

function rawSql(files: readonly TenantFiles[]): string {
  const columns = Object.keys(rawColumns).map(identifier).join(', ');
  const ofTenant = ({ tenant_id, paths }: TenantFiles) =>
    `SELECT ${literal(tenant_id)} AS tenant_id, ${columns} FROM read_parquet(${list(paths)})`;
  return [emptySql(rawColumns), ...files.map(ofTenant)].join(' UNION ALL ');
}

function latestSql(view: string): string {
  return `SELECT * FROM ${view} QUALIFY row_number() OVER (PARTITION BY tenant_id, _key ORDER BY ${newestFirst}) = 1`;
}

/** Files of an earlier model lack columns, or have them in another type. */
function canonicalSql(name: CanonicalName, files: readonly TenantFiles[]): string {
  const columns = fileColumns(name);
  const typed = Object.entries(columns).map(
    ([column, type]) => `TRY_CAST(${identifier(column)} AS ${type}) AS ${identifier(column)}`,
  );
  const ofTenant = ({ tenant_id, paths }: TenantFiles) =>
    `SELECT ${literal(tenant_id)} AS tenant_id, ${typed.join(', ')} FROM (
       ${emptySql(columns)} UNION ALL BY NAME SELECT * FROM read_parquet(${list(paths)}, union_by_name = true)
     )`;
  return [emptySql(columns), ...files.map(ofTenant)].join(' UNION ALL ');
}

function emptySql(columns: Readonly<Record<string, string>>): string {
  const typed = Object.entries({ tenant_id: 'VARCHAR', ...columns }).map(
    ([name, type]) => `NULL::${type} AS ${identifier(name)}`,
  );
  return `SELECT ${typed.join(', ')} WHERE false`;
}

function list(paths: readonly string[]): string {
  return `[${paths.map(literal).join(', ')}]`;
}
