import type { TableEvaluation } from '../../workflows/shapes.ts';
import type { Activity } from '../contract.ts';
import type { ChunkTotals, Ports } from '../ports.ts';

/** How the table ended, from what the state store holds. Only reads. */
export const evaluateChunkResults =
  ({ state }: Pick<Ports, 'state'>): Activity<'evaluateChunkResults'> =>
  async ({ job_id, tenant_id, table_name }) =>
    evaluationOf(await state.chunks.totals({ job_id, tenant_id, table_name }));

/** A chunk that is not completed failed, also where its execution ended before it could say so. */
function evaluationOf(totals: ChunkTotals): TableEvaluation {
  const failed_chunks = totals.total - totals.completed;
  const unfinished = {
    type: 'ChunksUnfinished',
    message: `${failed_chunks} of ${totals.total} chunks are not completed`,
  };
  return {
    status: failed_chunks === 0 ? 'completed' : totals.completed === 0 ? 'failed' : 'partial',
    total_chunks: totals.total,
    completed_chunks: totals.completed,
    failed_chunks,
    records_processed: totals.records_processed,
    records_quarantined: totals.records_quarantined,
    error: failed_chunks === 0 ? null : (totals.error ?? unfinished),
  };
}
