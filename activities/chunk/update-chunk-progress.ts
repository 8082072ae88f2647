import type { Activity } from '../contract.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports, 'state' | 'log' | 'metrics'>;

/** Records how a chunk ended. Safe to repeat; a completed chunk never becomes a failed one. */
export const updateChunkProgress =
  ({ state, log, metrics }: Needs): Activity<'updateChunkProgress'> =>
  async ({ status, result, error, ...key }) => {
    const labels = { tenant: key.tenant_id, table: key.table_name };
    metrics.count('ChunksProcessed', 1, { ...labels, status });
    if (result !== null) metrics.count('RecordsProcessed', result.records_processed, labels);
    if (error !== null) {
      await state.chunks.fail(key, error);
      log.warn({ ...key, error }, 'chunk failed');
    }
  };
