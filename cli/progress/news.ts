import type { Line, Tone } from '../screen.ts';
import { counted } from '../text/amounts.ts';
import { oneLine } from '../text/one-line.ts';
import type { Progress, TableProgress, TenantProgress, Wait } from './progress.ts';
import { nameOf, waitLine } from './view.ts';

/** Above this many tables, only tenants are news. */
const manyTables = 60;
/** A shorter wait is over before the line about it is read. */
const noticeableMs = 3_000;

/** What happened between two looks at a run, a line each. Pure; `before` is null at the first look. */
export function news(before: Progress | null, after: Progress): Line[] {
  const lines: Line[] = [];
  if (after.tables.length <= manyTables) lines.push(...tableNews(before?.tables ?? [], after.tables));
  lines.push(...tenantNews(before?.tenants ?? [], after));
  return lines;
}

/** Waits that began between two looks; on a terminal they are shown with their countdown instead. */
export function waitNews(before: Progress | null, after: Progress): Line[] {
  const known = new Set(before?.waits.map(identity));
  return after.waits
    .filter(
      (wait) => !known.has(identity(wait)) && (wait.until_ms === null || wait.until_ms - after.at_ms > noticeableMs),
    )
    .map((wait) => ({ text: `waiting: ${waitLine(wait, after.at_ms)}`, tone: 'warning' }));
}

const toneOf: Record<TableProgress['status'], Tone> = {
  running: 'quiet',
  completed: 'good',
  skipped: 'warning',
  canceled: 'warning',
  partial: 'warning',
  failed: 'bad',
};

const identity = (wait: Wait): string => `${wait.subject} ${wait.attempt} ${wait.until_ms ?? ''}`;

function tableNews(before: readonly TableProgress[], after: readonly TableProgress[]): Line[] {
  const known = new Map(before.map((table) => [nameOf(table), table]));
  return after.flatMap((table) => {
    const last = known.get(nameOf(table));
    const lines: Line[] = [];
    if (last?.plan == null && table.plan !== null && table.plan.total_chunks > 0) lines.push({ text: planned(table) });
    if ((last?.status ?? 'running') === 'running' && table.status !== 'running') lines.push(ended(table));
    return lines;
  });
}

function planned(table: TableProgress): string {
  const { mode, lower_bound, guarantee } = table.plan!;
  const what = mode === 'full' ? 'every row' : `rows updated since ${lower_bound ?? 'the beginning'}`;
  return `${nameOf(table)}: reading ${what} in ${counted(table.plan!.total_chunks, 'chunk')} (${guarantee})`;
}

function ended(table: TableProgress): Line {
  const { status, message, error, totals } = table;
  const read = totals === null || totals.total === 0 ? '' : counted(totals.records_processed, 'record');
  const bad = totals !== null && totals.records_quarantined > 0 ? `${totals.records_quarantined} quarantined` : '';
  const why = error !== null ? `${error.type}: ${error.message}` : read === '' ? message : '';
  const text = `${nameOf(table)}: ${[why.startsWith(status) ? '' : status, read, bad, oneLine(why)].filter(Boolean).join(', ')}`;
  return { text, tone: toneOf[status] };
}

function tenantNews(before: readonly TenantProgress[], { tenants, tables }: Progress): Line[] {
  const known = new Map(before.map((tenant) => [tenant.tenant_id, tenant]));
  // What its table has said already is not said again.
  const told = new Set(
    tables.length > manyTables ? [] : tables.filter(({ error }) => error).map((one) => one.tenant_id),
  );
  return tenants
    .filter(
      ({ tenant_id, status }) => status !== 'running' && (known.get(tenant_id)?.status ?? 'running') === 'running',
    )
    .map(({ tenant_id, status, error }) => {
      const why = error === null || told.has(tenant_id) ? '' : `, ${error.type}: ${oneLine(error.message)}`;
      return { text: `${tenant_id}: ${status}${why}`, tone: toneOf[status] };
    });
}
