import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { MergeConflict } from '../../errors.ts';
import type { CanonicalPointer, MergeLedger } from '../../ports.ts';
import { readJson } from '../json.ts';
import { batches } from './batches.ts';
import { partsOfChunks, toManifest } from './manifests.ts';
import type { StateSchema } from './schema.ts';

export const sqlLedger = (db: Kysely<StateSchema>): MergeLedger => ({
  async pending(tenantId) {
    const rows = await db
      .selectFrom('manifests')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('merged', '=', 0)
      .orderBy('as_of', (order) => order.asc().nullsFirst())
      .orderBy('table_name')
      .orderBy('fence')
      .execute();
    return rows.map(toManifest);
  },
  async parts(manifestId) {
    const rows = await partsOfChunks(db)
      .where('chunks.manifest_id', '=', manifestId)
      .orderBy('chunks.chunk_index')
      .orderBy('parts.sequence')
      .execute();
    return rows.map(({ name }) => name);
  },
  pointer: (tenantId, canonicalTable) => getPointer(db, tenantId, canonicalTable),
  async pointers() {
    const rows = await db
      .selectFrom('canonical_pointers')
      .selectAll()
      .orderBy('tenant_id')
      .orderBy('canonical_table')
      .execute();
    return rows.map(toPointer);
  },
  swap: (pointer, mergedManifestIds) =>
    db.transaction().execute(async (trx) => {
      const ids = [...new Set(mergedManifestIds)];
      if (!(await movePointer(trx, pointer))) return confirmSwap(trx, pointer, ids);
      const merged = await markMerged(trx, pointer.tenant_id, ids);
      if (merged !== ids.length) throw conflict(pointer, 'a manifest is merged already');
    }),
  skip: (manifestIds) =>
    db.transaction().execute(async (trx) => {
      for (const ids of batches(manifestIds)) {
        await trx.updateTable('manifests').set({ merged: 1 }).where('manifest_id', 'in', ids).execute();
      }
    }),
});

const getPointer = async (
  db: Kysely<StateSchema>,
  tenantId: string,
  canonicalTable: string,
): Promise<CanonicalPointer> => {
  const row = await db
    .selectFrom('canonical_pointers')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('canonical_table', '=', canonicalTable)
    .executeTakeFirst();
  return row ? toPointer(row) : { tenant_id: tenantId, canonical_table: canonicalTable, version: 0, files: [] };
};

/** @returns whether the pointer was at `version - 1` */
const movePointer = async (
  trx: Transaction<StateSchema>,
  { tenant_id, canonical_table, version, files }: CanonicalPointer,
): Promise<boolean> => {
  const next = { version, files: JSON.stringify(files) };
  const moved =
    version === 1
      ? trx
          .insertInto('canonical_pointers')
          .values({ tenant_id, canonical_table, ...next })
          .onConflict((existing) => existing.columns(['tenant_id', 'canonical_table']).doNothing())
          .returning('version')
      : trx
          .updateTable('canonical_pointers')
          .set(next)
          .where((eb) => eb.and({ tenant_id, canonical_table, version: version - 1 }))
          .returning('version');
  return (await moved.executeTakeFirst()) !== undefined;
};

const markMerged = async (trx: Transaction<StateSchema>, tenantId: string, ids: readonly string[]): Promise<number> => {
  let merged = 0;
  for (const batch of batches(ids)) {
    const rows = await trx
      .updateTable('manifests')
      .set({ merged: 1 })
      .where('tenant_id', '=', tenantId)
      .where('merged', '=', 0)
      .where('manifest_id', 'in', batch)
      .returning('manifest_id')
      .execute();
    merged += rows.length;
  }
  return merged;
};

/** A merge whose answer was lost says its swap again; files are new in every merge, so that equal ones are its own. */
const confirmSwap = async (
  trx: Transaction<StateSchema>,
  pointer: CanonicalPointer,
  ids: readonly string[],
): Promise<void> => {
  const stored = await getPointer(trx, pointer.tenant_id, pointer.canonical_table);
  const isOwn = stored.version === pointer.version && JSON.stringify(stored.files) === JSON.stringify(pointer.files);
  // None is open any more: they were merged with the same swap.
  if (isOwn && (await markMerged(trx, pointer.tenant_id, ids)) === 0) return;
  throw conflict(pointer, `it is at version ${stored.version}`);
};

const conflict = ({ tenant_id, canonical_table, version }: CanonicalPointer, why: string) =>
  new MergeConflict(`canonical table ${tenant_id}/${canonical_table} cannot become version ${version}: ${why}`);

const toPointer = ({ files, ...row }: StateSchema['canonical_pointers']): CanonicalPointer => ({
  ...row,
  files: readJson(z.array(z.string()), files, `the files of canonical table ${row.tenant_id}/${row.canonical_table}`),
});
