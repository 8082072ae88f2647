import type { Kysely } from 'kysely';
import type { TableStore } from '../../ports.ts';
import { commitTable } from './commit.ts';
import { tableColumns } from './keys.ts';
import { partsOfChunks } from './manifests.ts';
import type { StateSchema } from './schema.ts';

export const sqlTables = (db: Kysely<StateSchema>): TableStore => ({
  async watermark(table) {
    const row = await db
      .selectFrom('watermarks')
      .select('watermark')
      .where((eb) => eb.and(tableColumns(table)))
      .executeTakeFirst();
    return row?.watermark ?? null;
  },
  watermarks: (tenantId) =>
    db
      .selectFrom('watermarks')
      .selectAll()
      .$if(tenantId !== undefined, (query) => query.where('tenant_id', '=', tenantId!))
      .orderBy('tenant_id')
      .orderBy('table_name')
      .execute(),
  commit: (plan, lease, committedAt) => db.transaction().execute((trx) => commitTable(trx, plan, lease, committedAt)),
  async parts(table) {
    const rows = await partsOfChunks(db)
      .innerJoin('manifests', 'manifests.manifest_id', 'chunks.manifest_id')
      .where('manifests.tenant_id', '=', table.tenant_id)
      .where('manifests.table_name', '=', table.table_name)
      .orderBy('manifests.fence')
      .orderBy('chunks.chunk_index')
      .orderBy('parts.sequence')
      .execute();
    return rows.map(({ name }) => name);
  },
  list: () =>
    db
      .selectFrom('manifests')
      .select(['tenant_id', 'table_name'])
      .distinct()
      .orderBy('tenant_id')
      .orderBy('table_name')
      .execute(),
});
