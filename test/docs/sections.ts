import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { mappingOf } from '../../activities/canonical/mappings.ts';
import { canonicalTables, type CanonicalName } from '../../activities/canonical/models.ts';
import { longestWaitSeconds, resumptionsPerChunk } from '../../activities/chunk/handle-chunk-timeout.ts';
import { part } from '../../activities/chunk/process-chunk.ts';
import { tenantResultsBytes } from '../../activities/pipeline/aggregate-results.ts';
import { tenantsPerExecution } from '../../activities/pipeline/initialize-pipeline.ts';
import { largestSecret } from '../../activities/secrets/environment.ts';
import { checkTenant } from '../../activities/sources/config.ts';
import { connectWise } from '../../activities/sources/connectwise.ts';
import { serviceFields } from '../../activities/sources/fields.ts';
import { largestAnswer, tries } from '../../activities/sources/http.ts';
import { connectors } from '../../activities/sources/registry.ts';
import { restSchema } from '../../activities/sources/rest-schema.ts';
import { failuresToOpen, openMs } from '../../activities/state/circuit.ts';
import { chunksPerExecution } from '../../activities/table/calculate-chunks.ts';
import { chunkSize } from '../../activities/table/chunk-size.ts';
import { leaseTtlMs } from '../../activities/table/lease.ts';
import { tablesPerTenant } from '../../activities/tenant/discover-tenant-tables.ts';
import { tableDefinition, tenantDefinition } from '../../activities/tenants.ts';
import { limits } from '../../asl/spec/limits.ts';
import { billingRule, countedWithout, pricing } from '../../cli/commands/cost/billing.ts';
import { largestFile } from '../../cli/parts/text-file.ts';
import { environment } from '../../worker/config.ts';
import { metricNames } from '../../worker/metrics.ts';
import { awsPayloadBytes } from '../../worker/payload-size.ts';
import type { Retrier } from '../../workflows/constructs.ts';
import * as policies from '../../workflows/policies.ts';
import { files, root } from './documents.ts';
import { differencesTable } from '../asl/differential/differences.ts';
import { billedExtraStates, billedPaths, billedPathsApart } from './billed-paths.ts';
import { conformanceTable, conformanceTotals } from './conformance.ts';
import { code, fieldTable, formsOf, inside, markdownTable, schemaOf, type Schema } from './field-tables.ts';
import { findings } from './findings.ts';
import { guaranteeRows } from './guarantees.ts';
import { originalStates } from './original-states.ts';

const rest = schemaOf(restSchema);
const restTable = inside(rest, 'tables', '*');
const paging = formsOf(inside(restTable, 'paging'));
const cw = schemaOf(connectWise.schema);
const ofAllServices = Object.keys(serviceFields);
const ofAllTables = Object.keys(tableDefinition.shape);

/** What the documents hold between `<!-- made by code: NAME -->` and `<!-- end -->`, by name. */
export const sections: Record<string, () => Promise<string> | string> = {
  tenant: () => fieldTable(schemaOf(tenantDefinition)),
  service: () => fieldTable(schemaOf(z.object({ ...serviceFields, connector: connectorName }))),
  table: () => fieldTable(schemaOf(tableDefinition)),
  'connectwise service': () => fieldTable(cw, ofAllServices),
  'connectwise table': () => fieldTable(inside(cw, 'tables', '*'), ofAllTables),
  'rest service': () => fieldTable(rest, ofAllServices),
  'rest auth': () => markdownTable(['`type`', 'takes', 'meaning'], [...formsOf(inside(rest, 'auth'))].map(authRow)),
  'rest table': () => fieldTable(restTable, ofAllTables),
  ...Object.fromEntries([...paging].map(([type, form]) => [`paging by ${type}`, () => fieldTable(form, ['type'])])),
  'states of the original definitions': () => originalStates(),
  'how AWS bills': () => `${billingRule} ${countedWithout} ${pricing}`,
  'billed paths': billedPaths,
  'states that are billed besides': billedExtraStates,
  'billed paths of only one': billedPathsApart,
  guarantees: async () => markdownTable(['source', 'read', 'chunks'], await guaranteeRows()),
  settings: () => markdownTable(['setting', 'default', 'meaning'], Object.entries(settings).map(settingRow)),
  'limits of tenants': () => limitTable(limitsOfTenants),
  'limits of runs': () => limitTable(limitsOfRuns),
  ...Object.fromEntries(
    Object.keys(canonicalTables).map((name) => [`canonical ${name}`, () => canonicalTable(name as CanonicalName)]),
  ),
  metrics: () => markdownTable(['metric', 'type', 'meaning'], Object.values(metricNames).map(metricRow)),
  policies: () =>
    markdownTable(
      ['activities', 'one attempt', 'heartbeats', 'attempts', 'first wait'],
      Object.entries(used()).map(policyRow),
    ),
  'retries of a chunk': () => retrierTable(policies.chunkRetriers),
  'retries of a table': () => retrierTable(policies.tableRetriers),
  'conformance totals': conformanceTotals,
  conformance: conformanceTable,
  'differences between engines': differencesTable,
  findings,
  'limits of Step Functions': () => markdownTable(['limit', 'value'], Object.entries(limits).map(limitRow)),
  'failures that no attempt mends': () => policies.nonRetryableErrorTypes.map(code).join(', '),
};

const connectorName = z.enum(connectors.map(({ name }) => name)).describe('What reads it');

function authRow([type, form]: [string, Schema]): string[] {
  const takes = Object.entries(form.properties!).filter(([name]) => name !== 'type');
  return [code(type), takes.map(([name]) => code(name)).join(', '), form.description ?? ''];
}

const settings = schemaOf(environment).properties as Record<string, Schema>;
const defaults: Record<string, unknown> = environment.parse({});
const settingRow = ([name, { description = '' }]: [string, Schema]) => [
  code(name),
  defaults[name] === undefined ? '' : code(defaults[name]),
  description,
];

const count = (value: number) => value.toLocaleString('en-US');
const mebibytes = (bytes: number) => `${bytes / 1024 / 1024} MiB`;
const kibibytes = (bytes: number) => `${bytes / 1024} KiB`;
const minutes = (ms: number) => `${ms / 60_000} minutes`;

const limitsOfTenants = {
  'enabled tables of a tenant': count(tablesPerTenant),
  'a tenants file': mebibytes(largestFile),
  "a secret's file": kibibytes(largestSecret),
  'one answer of a source': mebibytes(largestAnswer),
};
const { tenants, tables, chunks } = policies.concurrency;
const limitsOfRuns = {
  'tenants, tables of a tenant, chunks of a table at once': `${tenants}, ${tables}, ${chunks}`,
  'records of a chunk': `${count(chunkSize(0, 1))}; ${count(chunkSize(100_001, 1))} of a table with more than 100,000, ${count(chunkSize(1_000_001, 1))} with more than 1,000,000`,
  '… with another `size_factor`': `divided by it, at least ${count(chunkSize(0, 10))}`,
  'tenants in one execution of `pipelineOrchestrator`; more are divided': count(tenantsPerExecution),
  'chunks in one execution of `tableProcessor`; more are divided': count(chunksPerExecution),
  'tenant results that the result of a run shows; the rest is in the state store': kibibytes(tenantResultsBytes),
  'an input or output that AWS Step Functions would take; more is warned of': kibibytes(awsPayloadBytes),
  'tries of one request, with waits of up to 8 s': count(tries),
  'failures in a row that open a circuit breaker': count(failuresToOpen),
  'how long it stays open': minutes(openMs),
  'times that one chunk of a job goes on after a stop, a time-out or a pause': count(resumptionsPerChunk),
  'the longest wait for a paused source before it is looked at again': minutes(longestWaitSeconds * 1_000),
  'records of one Parquet part, about': count(part.rows),
  "a table's lease without a sign of life": minutes(leaseTtlMs),
};
const limitTable = (limits: Record<string, string>) => markdownTable(['what', 'limit'], Object.entries(limits));

function canonicalTable(name: CanonicalName): string {
  const services = {
    cw: { connector: 'connectwise', base_url: 'https://api.example.com', auth, tables: { [name]: {} } },
  };
  const { tenant } = checkTenant({ tenant_id: 'acme', name: 'Acme', services });
  const pointers = mappingOf(tenant, `cw/${name}`)!.columns;
  const columns = Object.entries(canonicalTables[name].columns);
  const rows = columns.map(([column, type]) => [code(column), code(type), code(pointers[column])]);
  return markdownTable(['column', 'type', "in ConnectWise's records"], rows);
}
const auth = { company_id: 'acme', secret_ref: 'env:SECRET' };

const limitRow = ([name, value]: [string, number]) => [code(name), count(value)];

/** Prometheus names counters so; whatever else there is is a gauge. */
const metricRow = ({ name, description }: { name: string; description: string }) => [
  code(name),
  name.endsWith('_total') ? 'counter' : 'gauge',
  description,
];

type PolicyName = {
  [Name in keyof typeof policies]: (typeof policies)[Name] extends { startToCloseTimeout: string } ? Name : never;
}[keyof typeof policies];

/** The activities of each policy, as the workflows' source has them. */
function used(): Partial<Record<PolicyName, string[]>> {
  const source = files
    .filter((name) => /^workflows\/.*\.ts$/.test(name))
    .map((name) => readFileSync(join(root, name), 'utf8'))
    .join('\n');
  const found: Partial<Record<PolicyName, string[]>> = {};
  for (const [, names, policy] of source.matchAll(
    /const \{ (.+) \} = proxyActivities<ActivityContract>\(\s*policies\.(\w+)/g,
  )) {
    (found[policy as PolicyName] ??= []).push(...names!.split(', '));
  }
  return found;
}

function policyRow([name, activities]: [string, string[]]): string[] {
  const { startToCloseTimeout, heartbeatTimeout, retry } = policies[name as PolicyName];
  const wait =
    'initialInterval' in retry ? `${retry.initialInterval}, then ${times(retry.backoffCoefficient)}` : 'see below';
  return [activities.map(code).join(', '), startToCloseTimeout, heartbeatTimeout, String(retry.maximumAttempts), wait];
}

function retrierTable(retriers: readonly Retrier[]): string {
  const others = retriers.length === 1 ? 'any' : 'any other';
  const rows = retriers.map(({ errors, interval, maximumAttempts, backoffCoefficient = 2 }) => [
    errors.map((type) => (type === 'All' ? others : code(type))).join(', '),
    String(maximumAttempts),
    maximumAttempts === 1 ? '' : `${interval}, then ${times(backoffCoefficient)}`,
  ]);
  return markdownTable(['failure', 'attempts', 'first wait'], rows);
}

const times = (coefficient: number) => (coefficient === 1 ? 'the same' : `${coefficient} times the last`);
