import type { Kysely } from 'kysely';
import { InvalidInput } from '../../errors.ts';
import type { QuarantineStore } from '../../ports.ts';
import { batches } from './batches.ts';
import type { StateSchema } from './schema.ts';

export const sqlQuarantine = (db: Kysely<StateSchema>): QuarantineStore => ({
  async list(filter = {}) {
    const { job_id, tenant_id, table_name } = filter;
    const rows = await db
      .selectFrom('quarantine_files')
      .select(['job_id', 'tenant_id', 'table_name', 'chunk_id', 'name', 'rows', 'accepted'])
      .$if(job_id !== undefined, (query) => query.where('job_id', '=', job_id!))
      .$if(tenant_id !== undefined, (query) => query.where('tenant_id', '=', tenant_id!))
      .$if(table_name !== undefined, (query) => query.where('table_name', '=', table_name!))
      .orderBy('tenant_id')
      .orderBy('table_name')
      .orderBy('job_id')
      .orderBy('chunk_id')
      .orderBy('sequence')
      .execute();
    return rows.map(({ accepted, ...row }) => ({ ...row, accepted: accepted === 1 }));
  },
  accept: (names) =>
    db.transaction().execute(async (trx) => {
      const found = new Set<string>();
      for (const batch of batches(names)) {
        const rows = await trx
          .updateTable('quarantine_files')
          .set({ accepted: 1 })
          .where('name', 'in', batch)
          .returning('name')
          .execute();
        for (const { name } of rows) found.add(name);
      }
      const unknown = names.find((name) => !found.has(name));
      if (unknown !== undefined)
        throw new InvalidInput(`there is no quarantine file '${unknown}'; nothing was accepted`);
    }),
});
