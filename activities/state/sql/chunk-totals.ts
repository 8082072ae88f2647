import type { Kysely } from 'kysely';
import { failure } from '../../../workflows/shapes.ts';
import type { Chunk, ChunkTotals, PlanKey } from '../../ports.ts';
import { readJson } from '../json.ts';
import { nameOfPlan, planColumns } from './keys.ts';
import type { StateSchema } from './schema.ts';

/** One query, whatever the number of chunks. */
export const chunkTotals = async (db: Kysely<StateSchema>, key: PlanKey): Promise<ChunkTotals> => {
  const { error, ...row } = await db
    .selectFrom('chunks')
    .select((eb) => {
      const having = (status: Chunk['status']) => eb.fn.countAll().filterWhere('status', '=', status);
      return [
        eb.fn.countAll().as('total'),
        having('pending').as('pending'),
        having('running').as('running'),
        having('completed').as('completed'),
        having('failed').as('failed'),
        eb.fn.sum('records_processed').as('records_processed'),
        eb.fn.sum('records_quarantined').as('records_quarantined'),
        eb.fn.sum('bytes').as('bytes'),
        eb.fn.sum('api_calls').as('api_calls'),
        eb.fn.sum('api_errors').as('api_errors'),
        eb
          .selectFrom('chunks as first')
          .select('first.error')
          .where((inner) => inner.and(planColumns(key)))
          .where('first.status', '=', 'failed')
          .orderBy('first.chunk_index')
          .limit(1)
          .as('error'),
      ];
    })
    .where((eb) => eb.and(planColumns(key)))
    .executeTakeFirstOrThrow();
  return {
    total: Number(row.total),
    pending: Number(row.pending),
    running: Number(row.running),
    completed: Number(row.completed),
    failed: Number(row.failed),
    records_processed: Number(row.records_processed),
    records_quarantined: Number(row.records_quarantined),
    bytes: Number(row.bytes),
    api_calls: Number(row.api_calls),
    api_errors: Number(row.api_errors),
    error: error === null ? null : readJson(failure, error, `the error of a chunk of ${nameOfPlan(key)}`),
  };
};
