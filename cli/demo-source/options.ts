import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { InvalidConfiguration } from '../../activities/errors.ts';
import { localTableName, tenantId } from '../../workflows/shapes.ts';
import { builtInTables, type BuiltInTable } from './editions.ts';
import { faultRules } from './faults.ts';

const count = z.int().min(0).max(10_000_000);
const records = z.strictObject({
  tickets: count.default(12_000),
  time_entries: count.default(16_000),
  companies: count.default(1_200),
  contacts: count.default(6_000),
});

export const pagingStyle = z.enum(['page', 'offset', 'cursor', 'link']);
export type PagingStyle = z.infer<typeof pagingStyle>;

/** How the generic API pages the tables that every tenant has. */
export const builtInPaging: Readonly<Record<BuiltInTable, PagingStyle>> = {
  tickets: 'cursor',
  time_entries: 'link',
  companies: 'page',
  contacts: 'offset',
};

const tenant = z.strictObject({
  tenant_id: tenantId,
  name: z.string().min(1).optional(),
  /** The API by which `demoTenants` reads it; every tenant's records are there by both. */
  api: z.enum(['connectwise', 'generic']).default('connectwise'),
  /** Generic API only. */
  auth: z.enum(['bearer', 'api_key']).default('bearer'),
  records: records.partial().optional(),
  bad_share: z.number().min(0).max(1).optional(),
  /** Its base URL leads to a port that refuses connections. */
  refused: z.boolean().default(false),
});
export type TenantOption = z.output<typeof tenant>;

const file = z.strictObject({
  /** A JSON array, NDJSON, CSV or Parquet file. */
  path: z.string().min(1),
  table: localTableName,
  /** Absent: the first tenant. */
  tenant: tenantId.optional(),
  /** The record's top-level field that is its key: whole numbers, or texts. */
  key: z.string().min(1),
  /** The top-level field that says when the record was last updated: RFC 3339, a date, or `YYYY-MM-DD hh:mm:ss` in UTC. */
  updated: z.string().min(1).optional(),
  paging: pagingStyle.default('cursor'),
});
export type FileOption = z.output<typeof file>;

export const demoSourceOptions = z.strictObject({
  /** 0: a free one. Always on 127.0.0.1. */
  port: z.int().min(0).max(65_535).default(0),
  seed: z.int().default(1),
  /** Records that each table of each tenant starts with. */
  records: records.prefault({}),
  /** Share of the records that are spoiled, 0 to 1. */
  bad_share: z.number().min(0).max(1).default(0),
  page_size_max: z.int().min(1).max(100_000).default(1000),
  /** So many tenants, or each by itself. */
  tenants: z.union([z.int().min(1).max(2000), z.array(tenant).min(1)]).default(3),
  files: z.array(file).default([]),
  faults: faultRules.default([]),
  /** Keeps versions, journal and request counts, so that they survive the process. Absent: in memory only. */
  data_folder: z.string().min(1).nullish(),
  /** Seconds by which the source's clock (`Date` header, time endpoint, update times) is ahead of this host's. */
  clock_skew: z.number().default(0),
  /** A late update lies less than so many seconds in the past; below 2: updates are never late. */
  settle: z.int().min(0).max(86_400).default(60),
  /** Rows that change by themselves, each second; one in five late. */
  changes_per_second: z.number().min(0).max(10_000).default(0),
});
export type DemoSourceOptions = z.input<typeof demoSourceOptions>;
export type DemoSourceSettings = z.output<typeof demoSourceOptions>;

/** @throws InvalidConfiguration that names each wrong option */
export function checkOptions(options: unknown, where = 'demo source'): DemoSourceSettings {
  const checked = demoSourceOptions.safeParse(options ?? {});
  if (!checked.success) {
    const issues = checked.error.issues.map(({ path, message }) => `${path.join('.') || 'options'}: ${message}`);
    throw new InvalidConfiguration(`${where}: ${issues.join('; ')}`);
  }
  const settings = checked.data;
  const problem = tenantProblem(settings) ?? fileProblem(settings);
  if (problem !== undefined) throw new InvalidConfiguration(`${where}: ${problem}`);
  return settings;
}

/** The part of environment variables' names that means a tenant. */
export const environmentName = (tenant: string) => tenant.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');

function tenantProblem(settings: DemoSourceSettings): string | undefined {
  const seen = new Map<string, string>();
  for (const { tenant_id } of tenantOptions(settings)) {
    const alike = seen.get(environmentName(tenant_id));
    if (alike !== undefined)
      return `tenants: ${alike} and ${tenant_id} are too much alike for variables named after them`;
    seen.set(environmentName(tenant_id), tenant_id);
  }
  return undefined;
}

function fileProblem(settings: DemoSourceSettings): string | undefined {
  const ids = tenantOptions(settings).map(({ tenant_id }) => tenant_id);
  const taken = new Set<string>();
  for (const { path, tenant = ids[0]!, table } of settings.files) {
    if (!ids.includes(tenant)) return `files: ${path}: there is no tenant ${tenant}`;
    const isTaken = taken.has(`${tenant}/${table}`) || (builtInTables as readonly string[]).includes(table);
    if (isTaken) return `files: ${path}: tenant ${tenant} has a table ${table} already`;
    taken.add(`${tenant}/${table}`);
  }
  return undefined;
}

/** Options from a YAML or JSON file. @throws InvalidConfiguration */
export async function loadOptions(path: string): Promise<DemoSourceSettings> {
  let content: unknown;
  try {
    content = parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new InvalidConfiguration(`${path}: cannot be read as YAML or JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return checkOptions(content, path);
}

const names = ['acme', 'globex', 'initech'];

/** The tenants one by one; where only their number is given, every third has the generic API. */
export function tenantOptions({ tenants }: Pick<DemoSourceSettings, 'tenants'>): TenantOption[] {
  if (typeof tenants !== 'number') return tenants;
  return Array.from({ length: tenants }, (_, place) => ({
    tenant_id: names[place] ?? `tenant-${String(place + 1).padStart(4, '0')}`,
    api: place % 3 === 2 ? 'generic' : 'connectwise',
    auth: place % 2 === 0 ? 'bearer' : 'api_key',
    refused: false,
  }));
}
