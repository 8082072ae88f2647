import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { InvalidInput } from '../../errors.ts';
import type { KeyRange, Plan, PlanKey, PlanStore } from '../../ports.ts';
import { packText } from '../json.ts';
import { batches } from './batches.ts';
import { nameOfPlan, planColumns } from './keys.ts';
import { holdLease } from './leases.ts';
import type { StateSchema } from './schema.ts';

export const sqlPlans = (db: Kysely<StateSchema>): PlanStore => ({
  async create(plan, ranges, lease) {
    checkPlan(plan, ranges);
    return db.transaction().execute(async (trx) => {
      await holdLease(trx, plan, lease, 0);
      const created = await trx
        .insertInto('plans')
        .values(plan)
        .onConflict((conflict) => conflict.columns(['job_id', 'tenant_id', 'table_name']).doNothing())
        .returning('job_id')
        .executeTakeFirst();
      if (created !== undefined) await createChunks(trx, plan, ranges);
      return (await getPlan(trx, plan))!;
    });
  },
  get: (key) => getPlan(db, key),
  list: (jobId) =>
    db.selectFrom('plans').selectAll().where('job_id', '=', jobId).orderBy('tenant_id').orderBy('table_name').execute(),
});

export const getPlan = (db: Kysely<StateSchema>, key: PlanKey): Promise<Plan | undefined> =>
  db
    .selectFrom('plans')
    .selectAll()
    .where((eb) => eb.and(planColumns(key)))
    .executeTakeFirst();

const createChunks = async (trx: Transaction<StateSchema>, plan: PlanKey, ranges: readonly KeyRange[]) => {
  const rows = ranges.map(({ after, up_to }, index) => ({
    ...planColumns(plan),
    chunk_id: `c${String(index).padStart(5, '0')}`,
    chunk_index: index,
    after: packText(after),
    up_to: packText(up_to),
  }));
  for (const batch of batches(rows)) await trx.insertInto('chunks').values(batch).execute();
};

/** Watermarks are compared as texts, which is their order only in this form. */
const instant = z.iso.datetime({ precision: 3 });

const checkPlan = (plan: Plan, ranges: readonly KeyRange[]): void => {
  if (plan.total_chunks !== ranges.length) {
    throw new InvalidInput(`${nameOfPlan(plan)}: the plan says ${plan.total_chunks} chunks, not ${ranges.length}`);
  }
  if (plan.as_of !== null && !instant.safeParse(plan.as_of).success) {
    throw new InvalidInput(`${nameOfPlan(plan)}: as_of '${plan.as_of}' is not like 2026-01-31T12:00:00.000Z`);
  }
};
