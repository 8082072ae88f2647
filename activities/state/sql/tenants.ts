import type { Kysely } from 'kysely';
import type { TenantStore } from '../../ports.ts';
import { tenantDefinition } from '../../tenants.ts';
import { readJson } from '../json.ts';
import type { StateSchema } from './schema.ts';

export const sqlTenants = (db: Kysely<StateSchema>): TenantStore => ({
  async put(tenant) {
    const definition = JSON.stringify(tenant);
    await db.transaction().execute((trx) =>
      trx
        .insertInto('tenants')
        .values({ tenant_id: tenant.tenant_id, definition })
        .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ definition }))
        .execute(),
    );
  },
  async get(tenantId) {
    const row = await db.selectFrom('tenants').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
    return row && toTenant(row);
  },
  async list() {
    const rows = await db.selectFrom('tenants').selectAll().orderBy('tenant_id').execute();
    return rows.map(toTenant);
  },
  async remove(tenantId) {
    await db.transaction().execute((trx) => trx.deleteFrom('tenants').where('tenant_id', '=', tenantId).execute());
  },
});

const toTenant = ({ tenant_id, definition }: StateSchema['tenants']) =>
  readJson(tenantDefinition, definition, `the definition of tenant '${tenant_id}'`);
