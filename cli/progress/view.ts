import type { Line } from '../screen.ts';
import { count, countdown, counted, duration } from '../text/amounts.ts';
import { oneLine } from '../text/one-line.ts';
import { cut } from '../text/table.ts';
import type { Progress, TableProgress, Wait } from './progress.ts';
import { sumsOf } from './sums.ts';

/** One line about the whole run. `rate`: records per second. */
export function summaryLine(progress: Progress, started_ms: number, rate: number): string {
  const sums = sumsOf(progress);
  const { tenants_total, tables_total, retries, api_calls, api_errors } = progress;
  const parts = [
    duration(progress.at_ms - started_ms),
    `tenants ${share(sums.tenants_ended, tenants_total)}`,
    `tables ${share(sums.tables_ended, tables_total)}`,
    `chunks ${share(sums.chunks_completed, sums.chunks_total)}`,
    `${counted(sums.records, 'record')}, ${count(rate)}/s`,
    `${counted(api_calls, 'API call')}${api_errors > 0 ? `, ${count(api_errors)} failed` : ''}`,
  ];
  if (sums.quarantined > 0) parts.push(`${count(sums.quarantined)} quarantined`);
  if (retries > 0) parts.push(counted(retries, 'retry').replace(/retrys$/, 'retries'));
  return parts.join('  ');
}

/** The same where waits have no lines of their own. */
export function plainSummary(progress: Progress, started_ms: number, rate: number): string {
  const ends = progress.waits.map(({ until_ms }) => until_ms).filter((end) => end !== null && end > progress.at_ms);
  const line = summaryLine(progress, started_ms, rate);
  if (ends.length === 0) return line;
  const next = Math.min(...(ends as number[])) - progress.at_ms;
  return `${line}  ${counted(ends.length, 'wait')}, the next ends in ${countdown(next)}`;
}

/** What a terminal shows while a run goes on: the summary, what is being read, what is waited for. */
export function liveView(progress: Progress, started_ms: number, rate: number, size: Size): Line[] {
  const running = progress.tables.filter(({ status }) => status === 'running');
  const widest = running.reduce((most, table) => Math.max(most, nameOf(table).length), 0);
  const lines: Line[] = [
    ...progress.waits.map((wait) => ({
      text: `  waiting   ${waitLine(wait, progress.at_ms)}`,
      tone: 'warning' as const,
    })),
    ...running.map((table) => ({
      text: `  ${table.plan === null ? 'planning' : 'reading '}  ${nameOf(table).padEnd(widest)}  ${amountOf(table)}`.trimEnd(),
    })),
    ...progress.tenants.filter(({ merging }) => merging).map(({ tenant_id }) => ({ text: `  merging   ${tenant_id}` })),
  ];
  // A line for the cursor stays free.
  const kept = shortened(lines, Math.max(0, size.rows - 2));
  return [{ text: summaryLine(progress, started_ms, rate) }, ...kept].map((line) => ({
    ...line,
    text: cut(line.text, size.columns - 1),
  }));
}

export interface Size {
  columns: number;
  rows: number;
}

/** `acme connectwise/tickets: attempt 2 in 12 s: TooManyRequests: …`; the reason may be long, so it comes last. */
export function waitLine({ subject, reason, until_ms, attempt }: Wait, at_ms: number): string {
  const what = attempt > 0 ? `attempt ${attempt}` : 'goes on';
  const left = (until_ms ?? 0) - at_ms;
  return `${subject}: ${what} ${left > 0 ? `in ${countdown(left)}` : 'now'}: ${oneLine(reason)}`;
}

function shortened(lines: Line[], room: number): Line[] {
  if (lines.length <= room) return lines;
  const kept = lines.slice(0, Math.max(0, room - 1));
  return room === 0 ? [] : [...kept, { text: `  and ${lines.length - kept.length} more` }];
}

function share(done: number, total: number | null): string {
  return `${count(done)}/${total === null ? '?' : count(total)}`;
}

export function nameOf({ tenant_id, table_name }: Pick<TableProgress, 'tenant_id' | 'table_name'>): string {
  return `${tenant_id} ${table_name}`;
}

function amountOf({ totals }: TableProgress): string {
  if (totals === null) return '';
  return `chunks ${share(totals.completed, totals.total)}  ${counted(totals.records_processed, 'record')}`;
}
