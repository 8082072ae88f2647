import { expect, test } from 'vitest';
import { tenantOf, type Given } from './given.ts';

export const tenantsContract = (given: Given): void => {
  test('a definition comes back as it was put, also through another handle', async () => {
    const tenant = tenantOf('acme', 'Ácme – 株式会社 🧪 \u0000 \\ "quoted"');
    await given.store.tenants.put(tenant);
    await given.store.tenants.put(tenant);
    expect(await given.store.tenants.get('acme')).toEqual(tenant);
    expect(await (await given.reopen()).tenants.list()).toEqual([tenant]);
  });

  test('a later definition replaces the earlier one', async () => {
    await given.store.tenants.put(tenantOf('acme', 'before'));
    await given.store.tenants.put(tenantOf('acme', 'after'));
    expect((await given.store.tenants.list()).map(({ name }) => name)).toEqual(['after']);
  });

  test('tenants are listed by id, capitals first', async () => {
    for (const id of ['b', 'a.1', 'Z', 'a', 'a-1', '9']) await given.store.tenants.put(tenantOf(id));
    const ids = (await given.store.tenants.list()).map(({ tenant_id }) => tenant_id);
    expect(ids).toEqual(['9', 'Z', 'a', 'a-1', 'a.1', 'b']);
  });

  test('a removed tenant is gone, and may be removed again', async () => {
    await given.store.tenants.put(tenantOf('acme'));
    await given.store.tenants.put(tenantOf('globex'));
    await given.store.tenants.remove('acme');
    await given.store.tenants.remove('acme');
    expect(await given.store.tenants.get('acme')).toBeUndefined();
    expect(await given.store.tenants.list()).toHaveLength(1);
  });

  test.each(['nobody', '', 'ACME', '../acme', 'acme\0', "acme' or '1'='1", 'ａcme', '%', 'a'.repeat(100_000)])(
    'nothing is there under %j',
    async (id) => {
      await given.store.tenants.put(tenantOf('acme'));
      expect(await given.store.tenants.get(id)).toBeUndefined();
      await given.store.tenants.remove(id);
      expect(await given.store.tenants.list()).toHaveLength(1);
    },
  );
};
