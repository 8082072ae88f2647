import type { StateStore } from '../../activities/ports.ts';
import type { TenantDefinition } from '../../activities/tenants.ts';
import { pipelineInput, type PipelineInput, type Priority } from '../../workflows/shapes.ts';
import { knownTenant } from '../parts/known.ts';
import { Problem, Problems } from '../problems.ts';
import { suggestion } from '../text/near-misses.ts';
import { quoted } from '../text/one-line.ts';

export interface RunOptions {
  tenant?: string;
  table?: string;
  fullSync?: true;
  chunkSize?: number;
  priority?: Priority;
  resume?: string;
}

const optionOf: Record<string, string> = {
  tenant_id: '--tenant',
  table_name: '--table',
  chunk_size_override: '--chunk-size',
  priority: '--priority',
  resume_job_id: '--resume',
};

/** The run's input, its fields checked one by one. @throws Problems, a line for each wrong option */
export function inputOf(options: RunOptions): PipelineInput {
  const { tenant, table, fullSync, chunkSize, priority, resume } = options;
  const given: Record<string, unknown> = {
    tenant_id: tenant,
    table_name: table,
    force_full_sync: fullSync,
    chunk_size_override: chunkSize,
    priority,
    resume_job_id: resume,
  };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const others = Object.keys(present).filter((field) => field !== 'resume_job_id');
  if (resume !== undefined && others.length > 0) {
    const named = others.map((field) => optionOf[field] ?? '--full-sync').join(', ');
    throw new Problem(`--resume goes on with what the job began: leave out ${named}`);
  }
  const { data, error } = pipelineInput.safeParse(present);
  if (error === undefined) return data;
  throw new Problems(
    error.issues.map(({ path, message }) => {
      const field = String(path[0]);
      const value = present[field];
      const shown = typeof value === 'string' ? quoted(value) : String(value);
      return `${optionOf[field] ?? field} ${shown}: ${message}`;
    }),
  );
}

/** The tables that a run would read, by tenant. @throws Problems where the input names what is not there */
export async function scopeOf(state: StateStore, input: PipelineInput): Promise<Scope[]> {
  const all = await state.tenants.list();
  if (all.length === 0) throw new Problem("there are no tenants yet: 'avesa tenants import FILE' takes them in");
  const table = input.table_name ?? null;
  if (input.tenant_id != null) return [ofOne(knownTenant(all, input.tenant_id), table)];
  const enabled = all.filter((tenant) => tenant.enabled);
  if (enabled.length === 0) throw new Problem('every tenant is disabled: enable one in its file and import it');
  if (table === null) return enabled.map((tenant) => ({ tenant, tables: enabledTables(tenant) }));
  const having = enabled.filter((tenant) => tableNames(tenant).includes(table));
  if (having.length > 0) return having.map((tenant) => ({ tenant, tables: only(tenant, table) }));
  throw new Problem(`--table: ${unknownTable(table, enabled)}`);
}

export interface Scope {
  tenant: TenantDefinition;
  /** Full names, `connectwise/tickets`. */
  tables: string[];
}

function ofOne(tenant: TenantDefinition, table: string | null): Scope {
  if (!tenant.enabled) {
    throw new Problem(`tenant ${quoted(tenant.tenant_id)} is disabled: enable it in its file and import it`);
  }
  if (table === null) return { tenant, tables: enabledTables(tenant) };
  if (!tableNames(tenant).includes(table)) {
    throw new Problem(`tenant ${quoted(tenant.tenant_id)}: ${unknownTable(table, [tenant])}`);
  }
  return { tenant, tables: only(tenant, table) };
}

function only(tenant: TenantDefinition, table: string): string[] {
  if (enabledTables(tenant).includes(table)) return [table];
  throw new Problem(
    `table ${quoted(table)} of tenant ${quoted(tenant.tenant_id)} is disabled: enable it in its file and import it`,
  );
}

/** Which part of the name is wrong, and what it may have been meant to be. */
function unknownTable(name: string, tenants: readonly TenantDefinition[]): string {
  const service = name.split('/')[0]!;
  const services = [...new Set(tenants.flatMap((tenant) => Object.keys(tenant.services)))];
  if (!services.includes(service)) {
    return `there is no service ${quoted(service)}${suggestion(service, services, 'there are no services')}`;
  }
  const tables = [...new Set(tenants.flatMap(tableNames))].filter((table) => table.startsWith(`${service}/`));
  return `there is no table ${quoted(name)}${suggestion(name, tables, `the service has no tables`)}`;
}

const tableNames = (tenant: TenantDefinition): string[] =>
  Object.entries(tenant.services).flatMap(([service, { tables }]) =>
    Object.keys(tables).map((table) => `${service}/${table}`),
  );

/** By their full names. */
export const enabledTables = (tenant: TenantDefinition): string[] =>
  Object.entries(tenant.services).flatMap(([service, { tables }]) =>
    Object.entries(tables)
      .filter(([, { enabled }]) => enabled)
      .map(([table]) => `${service}/${table}`),
  );
