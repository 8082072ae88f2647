import type { Kysely, Transaction } from 'kysely';
import { LeaseLost } from '../../errors.ts';
import type { Lease, LeaseStore, TableKey } from '../../ports.ts';
import { nameOfTable, tableColumns } from './keys.ts';
import type { StateSchema } from './schema.ts';

export const sqlLeases = (db: Kysely<StateSchema>): LeaseStore => ({
  acquire: (table, { owner, job_id }, now, ttlMs) =>
    db.transaction().execute(async (trx) => {
      const taken = await trx
        .insertInto('leases')
        .values({ ...tableColumns(table), owner, job_id, fence: 1, expires_ms: now + ttlMs })
        .onConflict((conflict) =>
          conflict
            .columns(['tenant_id', 'table_name'])
            .doUpdateSet((eb) => ({
              owner,
              job_id,
              fence: eb('leases.fence', '+', 1),
              expires_ms: now + ttlMs,
            }))
            .where((eb) =>
              eb.or([
                eb('leases.owner', 'is', null),
                eb('leases.owner', '=', owner),
                eb('leases.expires_ms', '<=', now),
              ]),
            ),
        )
        .returning('fence')
        .executeTakeFirst();
      if (taken !== undefined) return { acquired: true, owner, fence: taken.fence };
      const held = await trx
        .selectFrom('leases')
        .selectAll()
        .where((eb) => eb.and(tableColumns(table)))
        .executeTakeFirstOrThrow();
      return { acquired: false, owner: held.owner!, job_id: held.job_id, expires_ms: held.expires_ms };
    }),
  renew: (table, lease, now, ttlMs) => db.transaction().execute((trx) => holdLease(trx, table, lease, now + ttlMs)),
  async release(table, lease) {
    await db.transaction().execute((trx) => endLease(trx, table, lease));
  },
  async releaseAll(owner) {
    await db
      .transaction()
      .execute((trx) => trx.updateTable('leases').set({ owner: null }).where('owner', '=', owner).execute());
  },
});

/**
 * The first statement of every transaction that writes under a lease: it locks the lease's row, so that nobody takes the
 * table before the transaction ends.
 * @throws LeaseLost
 */
export const holdLease = async (
  trx: Transaction<StateSchema>,
  table: TableKey,
  lease: Lease,
  expiresMs: number,
): Promise<void> => {
  const held = await trx
    .updateTable('leases')
    // Never earlier: a host whose clock is behind does not cut the lease short.
    .set((eb) => ({
      expires_ms: eb.case().when('expires_ms', '<', expiresMs).then(expiresMs).else(eb.ref('expires_ms')).end(),
    }))
    .where((eb) => eb.and({ ...tableColumns(table), owner: lease.owner, fence: lease.fence }))
    .returning('fence')
    .executeTakeFirst();
  if (held === undefined) throw leaseLost(table, lease);
};

/** @returns whether the lease was still held */
export const endLease = async (trx: Transaction<StateSchema>, table: TableKey, lease: Lease): Promise<boolean> => {
  const ended = await trx
    .updateTable('leases')
    .set({ owner: null })
    .where((eb) => eb.and({ ...tableColumns(table), owner: lease.owner, fence: lease.fence }))
    .returning('fence')
    .executeTakeFirst();
  return ended !== undefined;
};

export const leaseLost = (table: TableKey, { owner, fence }: Lease) =>
  new LeaseLost(`${nameOfTable(table)}: the lease of ${owner} (fencing number ${fence}) has ended or was taken over`);
