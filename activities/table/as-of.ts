import type { TableDefinition } from '../tenants.ts';

const granularityMs: Record<TableDefinition['granularity'], number> = {
  '1ms': 1,
  '1s': 1_000,
  '1m': 60_000,
  '1h': 3_600_000,
  '1d': 86_400_000,
};

/**
 * The next watermark: the source's clock, less what it may be ahead by, less the time in which it may still change its
 * mind, rounded down to what its update field can tell apart.
 */
export function asOf(
  source: { now: number; skew_ms: number },
  table: Pick<TableDefinition, 'settle' | 'granularity'>,
): string {
  const settled = source.now - source.skew_ms - table.settle * 1_000;
  const step = granularityMs[table.granularity];
  return new Date(Math.floor(settled / step) * step).toISOString();
}

/** Where an incremental read starts; null, all rows, without a watermark. */
export function lowerBound(watermark: string | null, table: Pick<TableDefinition, 'lookback'>): string | null {
  return watermark === null ? null : new Date(Date.parse(watermark) - table.lookback * 1_000).toISOString();
}
