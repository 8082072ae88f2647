import type { Transaction } from 'kysely';
import { InvalidInput } from '../../errors.ts';
import type { Lease, Manifest, Plan, PlanKey, TableCommit } from '../../ports.ts';
import { isCompleteRead } from '../complete-read.ts';
import { chunkTotals } from './chunk-totals.ts';
import { nameOfPlan, planColumns, tableColumns } from './keys.ts';
import { endLease, leaseLost } from './leases.ts';
import { toManifest } from './manifests.ts';
import { getPlan } from './plans.ts';
import type { StateSchema } from './schema.ts';

/** @throws LeaseLost, InvalidInput (no such plan) */
export const commitTable = async (
  trx: Transaction<StateSchema>,
  key: PlanKey,
  lease: Lease,
  committedAt: string,
): Promise<TableCommit> => {
  if (!(await endLease(trx, key, lease))) return earlierCommit(trx, key, lease);
  const plan = await getPlan(trx, key);
  if (plan === undefined) throw new InvalidInput(`there is no plan for ${nameOfPlan(key)} in the state store`);
  const manifest = await commitChunks(trx, plan, lease, committedAt);
  const { completed, total } = await chunkTotals(trx, plan);
  const advanced = completed === total && (await advanceWatermark(trx, plan));
  const commit = { watermark: await readWatermark(trx, plan), advanced, manifest };
  await record(trx, plan, lease, commit);
  return commit;
};

/** The lease ended with this very commit, or it is lost. */
const earlierCommit = async (trx: Transaction<StateSchema>, key: PlanKey, lease: Lease): Promise<TableCommit> => {
  const row = await trx
    .selectFrom('commits')
    .selectAll()
    .where((eb) => eb.and({ ...planColumns(key), owner: lease.owner, fence: lease.fence }))
    .executeTakeFirst();
  if (row === undefined) throw leaseLost(key, lease);
  const manifest =
    row.manifest_id === null
      ? null
      : await trx
          .selectFrom('manifests')
          .selectAll()
          .where('manifest_id', '=', row.manifest_id)
          .executeTakeFirstOrThrow()
          .then(toManifest);
  return { watermark: row.watermark, advanced: row.advanced === 1, manifest };
};

const commitChunks = async (
  trx: Transaction<StateSchema>,
  plan: Plan,
  lease: Lease,
  committedAt: string,
): Promise<Manifest | null> => {
  const open = await trx
    .selectFrom('chunks')
    .select((eb) => [eb.fn.countAll().as('chunks'), eb.fn.sum('records_quarantined').as('records_quarantined')])
    .where((eb) => eb.and(planColumns(plan)))
    .where('status', '=', 'completed')
    .where('manifest_id', 'is', null)
    .executeTakeFirstOrThrow();
  const committed = { chunks: Number(open.chunks), records_quarantined: Number(open.records_quarantined) };
  if (committed.chunks === 0) return null;
  const row: StateSchema['manifests'] = {
    ...planColumns(plan),
    // A fencing number is given once per table.
    manifest_id: `${plan.tenant_id}/${plan.table_name}/${lease.fence}`,
    fence: lease.fence,
    as_of: plan.as_of,
    committed_at: committedAt,
    schema_version: plan.schema_version,
    complete_read: isCompleteRead(plan, committed) ? 1 : 0,
    merged: 0,
  };
  await trx.insertInto('manifests').values(row).execute();
  await trx
    .updateTable('chunks')
    .set({ manifest_id: row.manifest_id })
    .where((eb) => eb.and(planColumns(plan)))
    .where('status', '=', 'completed')
    .where('manifest_id', 'is', null)
    .execute();
  return toManifest(row);
};

/** Forward only. @returns whether it moved */
const advanceWatermark = async (trx: Transaction<StateSchema>, plan: Plan): Promise<boolean> => {
  if (plan.as_of === null) return false;
  const moved = await trx
    .insertInto('watermarks')
    .values({ ...tableColumns(plan), watermark: plan.as_of })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'table_name'])
        .doUpdateSet({ watermark: plan.as_of })
        .where((eb) => eb.or([eb('watermarks.watermark', 'is', null), eb('watermarks.watermark', '<', plan.as_of)])),
    )
    .returning('watermark')
    .executeTakeFirst();
  return moved !== undefined;
};

const readWatermark = async (trx: Transaction<StateSchema>, plan: Plan): Promise<string | null> => {
  // A table that has been committed is listed, with a watermark or without.
  await trx
    .insertInto('watermarks')
    .values({ ...tableColumns(plan), watermark: null })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'table_name']).doNothing())
    .execute();
  const { watermark } = await trx
    .selectFrom('watermarks')
    .select('watermark')
    .where((eb) => eb.and(tableColumns(plan)))
    .executeTakeFirstOrThrow();
  return watermark;
};

const record = async (trx: Transaction<StateSchema>, plan: Plan, lease: Lease, commit: TableCommit) => {
  await trx
    .insertInto('commits')
    .values({
      ...planColumns(plan),
      fence: lease.fence,
      owner: lease.owner,
      watermark: commit.watermark,
      advanced: commit.advanced ? 1 : 0,
      manifest_id: commit.manifest?.manifest_id ?? null,
    })
    .execute();
};
