import type { ActivityName } from '../../activities/contract.ts';
import type { ChunkTotals, Plan } from '../../activities/ports.ts';
import type { Failure, TableOutput, TableStatus, TenantOutput, TenantResult } from '../../workflows/shapes.ts';
import type { EndStatus, Execution } from './execution.ts';
import type { Tracked } from './tracked.ts';

/** How far a run is, at one moment. */
export interface Progress {
  at_ms: number;
  job_id: string | null;
  /** Null: still running. */
  end: { status: EndStatus; result: unknown; failure: Failure | null } | null;
  /** Null: not known yet. */
  tenants_total: number | null;
  tenants: TenantProgress[];
  /** Null as long as a tenant of which the tables are not known is running. */
  tables_total: number | null;
  tables: TableProgress[];
  waits: Wait[];
  retries: number;
  api_calls: number;
  api_errors: number;
}
export interface TenantProgress {
  tenant_id: string;
  status: 'running' | 'canceled' | TenantResult['status'];
  /** Its tables are read, its canonical tables are being made. */
  merging: boolean;
  error: Failure | null;
}
export interface TableProgress {
  tenant_id: string;
  table_name: string;
  status: 'running' | 'canceled' | TableStatus;
  /** What the workflow says of a table that ended. */
  message: string;
  error: Failure | null;
  plan: Plan | null;
  totals: ChunkTotals | null;
}
export interface Wait {
  /** What waits: `acme connectwise/tickets chunk 00003`. */
  subject: string;
  reason: string;
  /** Epoch ms; null: until something happens. */
  until_ms: number | null;
  /** The try that follows; 0: not a retry. */
  attempt: number;
}

/** What the state store knows of a run, by tenant and table. */
export interface Stored {
  plans: ReadonlyMap<string, Plan>;
  totals: ReadonlyMap<string, ChunkTotals>;
  /** Tables whose source asked for a pause, and circuit breakers that are open. */
  waits: readonly Wait[];
  calls: { api_calls: number; api_errors: number };
}
export const tableId = (tenantId: string, tableName: string): string => `${tenantId} ${tableName}`;

/** Puts together what the executions and the state store tell. Pure. */
export function progressOf(tracked: readonly Tracked[], stored: Stored, at_ms: number): Progress {
  const root = tracked[0]!;
  const tenants = tenantsOf(tracked);
  const tables = tablesOf(tracked, stored);
  return {
    at_ms,
    job_id: root.execution.covers?.job_id ?? null,
    end: root.execution.end,
    tenants_total: root.execution.covers?.count ?? null,
    tenants,
    tables_total: tablesTotal(tracked, tenants.length),
    tables,
    waits: [...tracked.flatMap(waitsOf), ...stored.waits],
    retries: tracked.reduce((sum, one) => sum + one.execution.retries + one.retrying.length, 0),
    ...callsOf(tables, stored),
  };
}

/** The job's own counts grow at each attempt's end, the chunks' at each part: whichever is ahead. */
function callsOf(tables: readonly TableProgress[], { calls }: Stored): Stored['calls'] {
  const sum = (field: 'api_calls' | 'api_errors') =>
    Math.max(
      calls[field],
      tables.reduce((total, { totals }) => total + (totals?.[field] ?? 0), 0),
    );
  return { api_calls: sum('api_calls'), api_errors: sum('api_errors') };
}

const canonicalActivity: ActivityName = 'triggerCanonicalTransformation';

const ofWorkflow = (tracked: readonly Tracked[], workflow: string) =>
  tracked.filter((one) => one.workflow === workflow);

const tenantIdOf = ({ input }: Tracked): string =>
  (input as { tenant_config?: { tenant_id?: string } } | null)?.tenant_config?.tenant_id ?? '';
const tableNameOf = ({ input }: Tracked): string =>
  (input as { table_config?: { table_name?: string } } | null)?.table_config?.table_name ?? '';

function tenantsOf(tracked: readonly Tracked[]): TenantProgress[] {
  return ofWorkflow(tracked, 'tenantProcessor').map((one) => {
    const { end } = one.execution;
    const result = end?.status === 'completed' ? (end.result as TenantOutput).result : undefined;
    const status = statusOf(end, result?.status);
    const merging = [...one.execution.scheduled.values()].some((call) => call.activity === canonicalActivity);
    return { tenant_id: tenantIdOf(one), status, merging, error: result?.error ?? end?.failure ?? null };
  });
}

/** Of each table the latest try; its batches belong to it. */
export function tablesOf(tracked: readonly Tracked[], stored: Pick<Stored, 'plans' | 'totals'>): TableProgress[] {
  const latest = new Map<string, Tracked>();
  for (const one of ofWorkflow(tracked, 'tableProcessor')) {
    if (one.parent?.workflow !== 'tableProcessor') latest.set(tableId(tenantIdOf(one), tableNameOf(one)), one);
  }
  return [...latest].map(([id, one]) => {
    const { end } = one.execution;
    const output = end?.status === 'completed' ? (end.result as TableOutput) : undefined;
    // A failed try is followed by another as long as its tenant goes on; that wait is listed.
    const status = statusOf(end, output?.status);
    return {
      tenant_id: tenantIdOf(one),
      table_name: tableNameOf(one),
      status,
      message: output?.message ?? '',
      error: inFull(output?.error ?? end?.failure ?? null, one.execution.lastFailure),
      plan: stored.plans.get(id) ?? null,
      totals: stored.totals.get(id) ?? null,
    };
  });
}

/** A failure whose message was cut on its way up, with the message's end. */
function inFull(failure: Failure | null, full: Failure | null): Failure | null {
  const isSame = failure !== null && full?.type === failure.type && full.message.startsWith(failure.message);
  return isSame ? full : failure;
}

/** What a workflow says of itself, where it came that far. */
function statusOf<S extends string>(end: Execution['end'], said: S | undefined): S | 'running' | 'canceled' | 'failed' {
  if (end === null) return 'running';
  return said ?? (end.status === 'canceled' ? 'canceled' : 'failed');
}

function tablesTotal(tracked: readonly Tracked[], tenants: number): number | null {
  const counts = ofWorkflow(tracked, 'tenantProcessor').map(
    ({ execution }) => execution.covers?.count ?? (execution.end === null ? null : 0),
  );
  const root = tracked[0]!.execution.covers;
  if (root === null || tenants < root.count || counts.includes(null)) return null;
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

function waitsOf(tracked: Tracked): Wait[] {
  const whose = [tenantIdOf(tracked), tableNameOf(tracked)].filter(Boolean).join(' ');
  const pauses = [...tracked.execution.pauses.values()].map((pause) => ({
    subject: [whose, pause.subject].filter(Boolean).join(' '),
    reason: reasonOf(pause.reason),
    until_ms: pause.until_ms,
    attempt: pause.attempt,
  }));
  // One without a moment is being tried now.
  const waiting = tracked.retrying.filter(({ until_ms }) => until_ms !== null);
  const retries = waiting.map((retry) => ({
    subject: [whose, retry.activity].filter(Boolean).join(' '),
    reason: reasonOf(retry.failure),
    until_ms: retry.until_ms,
    attempt: retry.attempt,
  }));
  return [...pauses, ...retries];
}

function reasonOf(failure: Failure | null): string {
  if (failure === null) return 'a failure';
  return failure.message === '' ? failure.type : `${failure.type}: ${failure.message}`;
}
