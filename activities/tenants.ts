import { z } from 'zod';
import { canonicalMapping } from './canonical/config.ts';
import { InvalidInput } from './errors.ts';
import type { StateStore } from './ports.ts';
import { localTableName, priority, serviceName, tenantId } from '../workflows/shapes.ts';

/**
 * A tenant's configuration, as `avesa tenants import` reads it and the state store keeps it. A credential is only ever
 * named, by a `secret_ref`: `env:NAME` or `file:PATH`.
 */
export const secretRef = z
  .string()
  .regex(/^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/, 'a secret is named env:NAME or file:PATH, never written here')
  .describe('The secret, as `env:NAME` or `file:PATH`');

/** At most ten years: what goes further is no date any more. */
const seconds = z.number().min(0).max(315_360_000);

/** What every connector's tables share; a connector adds its own fields. The descriptions are what `docs/` says of a field. */
export const tableDefinition = z.looseObject({
  enabled: z.boolean().default(true).describe('Whether runs read the table'),
  settle: seconds
    .default(60)
    .describe(
      "Seconds after a row's update in which the source may still change what it shows: `as_of` is so far behind",
    ),
  lookback: seconds.default(0).describe('Seconds before the watermark at which an incremental read starts'),
  granularity: z
    .enum(['1ms', '1s', '1m', '1h', '1d'])
    .default('1s')
    .describe('What the update field is rounded down to, and so `as_of`'),
  size_factor: z
    .number()
    .positive()
    .max(10)
    .default(1)
    .describe('Relative cost of a record: 1 is a ticket, 2 halves the size of a chunk'),
  quarantine_limit: z
    .number()
    .min(0)
    .max(100)
    .default(5)
    .describe("Percent of a chunk's records that may be bad; 20 always may"),
  deletes: z
    .enum(['none', 'flag', 'reconcile'])
    .default('none')
    .describe('What becomes of canonical rows that the source no longer has'),
  canonical: canonicalMapping
    .optional()
    .describe('Which canonical table the records go to; the built-in tables of `connectwise` have theirs'),
});
export type TableDefinition = z.infer<typeof tableDefinition>;

export const serviceDefinition = z.looseObject({
  connector: z.string().describe('What reads it'),
  base_url: z.url({ protocol: /^https?$/ }).describe("The API's address, before every path"),
  limits: z
    .strictObject({
      per_second: z.number().min(0.001).max(1_000_000).describe('Requests per second in the long run'),
      burst: z.int().min(1).max(1_000_000).describe('Requests at once after a pause'),
    })
    .default({ per_second: 50, burst: 50 })
    .describe('How often the source is asked, by all workers and runs together'),
  tables: z.record(localTableName, tableDefinition).default({}).describe('The tables, by name'),
});
export type ServiceDefinition = z.infer<typeof serviceDefinition>;

export const tenantDefinition = z.strictObject({
  tenant_id: tenantId.describe('Its name in commands, file names and query results'),
  name: z.string().min(1).max(200).describe('Its name for people'),
  enabled: z.boolean().default(true).describe('Whether runs read it'),
  priority: priority.nullable().default(null).describe("Before which others it is read; null: the run's own priority"),
  services: z.record(serviceName, serviceDefinition).default({}).describe('Its services, by name'),
});
export type TenantDefinition = z.infer<typeof tenantDefinition>;

/** @throws InvalidInput when there is no such tenant */
export async function knownTenant(state: Pick<StateStore, 'tenants'>, tenantId: string): Promise<TenantDefinition> {
  const tenant = await state.tenants.get(tenantId);
  if (tenant === undefined) throw new InvalidInput(`unknown tenant '${tenantId}'; 'avesa tenants list' lists them`);
  return tenant;
}

/** A table's settings. @throws InvalidInput when the tenant has no such table */
export function knownTable(tenant: TenantDefinition, tableName: string): TableDefinition {
  const [service = '', table = ''] = tableName.split('/');
  const found = Object.hasOwn(tenant.services, service) ? tenant.services[service]!.tables : {};
  if (!Object.hasOwn(found, table)) throw new InvalidInput(`tenant '${tenant.tenant_id}' has no table '${tableName}'`);
  return found[table]!;
}
