import type { Breaker, ChunkTotals, Job, Plan, StateStore } from '../../../activities/ports.ts';
import type { Config } from '../../../worker/config.ts';
import type { TenantResult } from '../../../workflows/shapes.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { waitsOf } from '../../parts/waits.ts';
import { knownJob } from '../../parts/known.ts';
import type { Wait } from '../../progress/progress.ts';
import { waitLine } from '../../progress/view.ts';
import { count, countdown, counted } from '../../text/amounts.ts';
import { instant } from '../../text/instants.ts';
import { oneLine } from '../../text/one-line.ts';
import { table } from '../../text/table.ts';
import { took } from './jobs.ts';

interface TableStatus {
  plan: Plan;
  totals: ChunkTotals;
  watermark: string | null;
}
interface JobStatus {
  job: Job;
  tenants: { tenant_id: string; result: TenantResult | null }[];
  tables: TableStatus[];
  /** Circuit breakers of the job's tenants that are not closed. */
  breakers: Breaker[];
  /** What the run waits for now; null where it does not run or its server does not tell. */
  waits: Wait[] | null;
}

/** One job: its tenants, tables, chunks, watermarks, and what holds it up. */
export async function showJob(
  { state, config }: { state: StateStore; config: Config },
  id: string,
  options: { json?: true },
  io: Io,
): Promise<ExitCode> {
  const status = { ...(await read(state, id)), waits: null as Wait[] | null };
  if (status.job.status === 'running') status.waits = await waitsOf(config, state, status.job);
  if (options.json) {
    io.stdout(JSON.stringify(status, null, 2));
    return exitCodes.good;
  }
  io.stdout(summary(status));
  if (status.tenants.length > 0) io.stdout(`\n${tenantTable(status)}`);
  if (status.tables.length > 0) io.stdout(`\n${tableTable(status)}`);
  // An open breaker is a wait, where those are known.
  const breakers = status.breakers.filter(({ state }) => status.waits === null || state !== 'OPEN');
  const held = [...breakers.map(breakerLine), ...(status.waits ?? []).map(lineOfWait)];
  if (held.length > 0) io.stdout(`\n${held.join('\n')}`);
  return exitCodes.good;
}

async function read(state: StateStore, id: string): Promise<Omit<JobStatus, 'waits'>> {
  const job = await knownJob(state, id);
  const ids = await state.jobs.tenants(job.job_id, 0, await state.jobs.countTenants(job.job_id));
  const results = new Map((await state.jobs.tenantResults(job.job_id)).map((one) => [one.tenant_id, one]));
  const tenants = ids.map(({ tenant_id }) => ({ tenant_id, result: results.get(tenant_id) ?? null }));
  const tables: TableStatus[] = [];
  for (const plan of await state.plans.list(job.job_id)) {
    tables.push({ plan, totals: await state.chunks.totals(plan), watermark: await state.tables.watermark(plan) });
  }
  const breakers = (await state.breakers.list()).filter(
    (breaker) =>
      breaker.state !== 'CLOSED' && tenants.some(({ tenant_id }) => breaker.key.split('/').includes(tenant_id)),
  );
  return { job, tenants, tables, breakers };
}

const lineOfWait = (wait: Wait): string => `waiting: ${waitLine(wait, Date.now())}`;

function summary({ job }: JobStatus): string {
  const time = took(job);
  const lines = [
    `${job.job_id}: ${job.status}${time === '' ? '' : ` after ${time}`}, started ${instant(job.started_at)}`,
    `${counted(job.api_calls, 'API call')}, ${count(job.api_errors)} failed`,
  ];
  if (job.execution_id !== job.job_id) lines.push(`latest execution: ${job.execution_id}`);
  if (job.error !== null) lines.push(`${job.error.type}: ${oneLine(job.error.message)}`);
  return lines.join('\n');
}

function tenantTable({ job, tenants }: JobStatus): string {
  const columns = [
    { heading: 'tenant' },
    { heading: 'status' },
    { heading: 'tables', right: true },
    { heading: 'records', right: true },
    { heading: 'error' },
  ];
  const open = job.status === 'running' ? 'running' : 'not ended';
  const rows = tenants.map(({ tenant_id, result }) => [
    tenant_id,
    result?.status ?? open,
    result === null ? '' : count(result.tables_processed),
    result === null ? '' : count(result.records_processed),
    result?.error ? `${result.error.type}: ${result.error.message}` : '',
  ]);
  return table(columns, rows);
}

function tableTable({ tables }: JobStatus): string {
  const columns = [
    { heading: 'table' },
    { heading: 'read' },
    { heading: 'chunks', right: true },
    { heading: 'failed', right: true },
    { heading: 'records', right: true },
    { heading: 'quarantined', right: true },
    { heading: 'watermark' },
    { heading: 'error' },
  ];
  const rows = tables.map(({ plan, totals, watermark }) => [
    `${plan.tenant_id} ${plan.table_name}`,
    plan.lower_bound === null ? 'every row' : `since ${instant(plan.lower_bound)}`,
    `${count(totals.completed)}/${count(totals.total)}`,
    count(totals.failed),
    count(totals.records_processed),
    count(totals.records_quarantined),
    instant(watermark),
    totals.error === null ? '' : `${totals.error.type}: ${totals.error.message}`,
  ]);
  return table(columns, rows);
}

function breakerLine({ key, state, failures, retry_ms }: Breaker): string {
  const left = retry_ms - Date.now();
  const next = left > 0 ? `, the next request in ${countdown(left)}` : ', the next request is a probe';
  return `circuit breaker ${oneLine(key)}: ${state} after ${counted(failures, 'failure')}${next}`;
}
