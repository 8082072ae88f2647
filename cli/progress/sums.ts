import type { Progress, TableProgress } from './progress.ts';

export interface Sums {
  tenants_ended: number;
  tables_ended: number;
  chunks_completed: number;
  chunks_total: number;
  records: number;
  quarantined: number;
}

export function sumsOf({ tenants, tables }: Progress): Sums {
  const sum = (of: (table: TableProgress) => number | undefined) =>
    tables.reduce((total, table) => total + (of(table) ?? 0), 0);
  return {
    tenants_ended: tenants.filter(({ status }) => status !== 'running').length,
    tables_ended: tables.filter(({ status }) => status !== 'running').length,
    chunks_completed: sum(({ totals }) => totals?.completed),
    chunks_total: sum(({ totals, plan }) => totals?.total ?? plan?.total_chunks),
    records: sum(({ totals }) => totals?.records_processed),
    quarantined: sum(({ totals }) => totals?.records_quarantined),
  };
}

/** Over how long the shown rate looks back: long enough to be calm, short enough to notice a standstill. */
const windowMs = 5_000;

/** Records per second of late. */
export function rateMeter(): (at_ms: number, records: number) => number {
  let samples: { at_ms: number; records: number }[] = [];
  return (at_ms, records) => {
    // The newest sample that is older than the window stays, as its beginning.
    const inside = samples.findIndex((sample) => sample.at_ms > at_ms - windowMs);
    samples = samples.slice(Math.max(0, (inside === -1 ? samples.length : inside) - 1));
    samples.push({ at_ms, records });
    const first = samples[0]!;
    return at_ms > first.at_ms ? (Math.max(0, records - first.records) / (at_ms - first.at_ms)) * 1000 : 0;
  };
}
