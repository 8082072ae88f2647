import { isDeepStrictEqual } from 'node:util';
import type { StateStore } from '../../activities/ports.ts';
import { checkTenant } from '../../activities/sources/config.ts';
import type { TenantDefinition } from '../../activities/tenants.ts';

export type Change = 'added' | 'changed' | 'unchanged';

/** Stores a tenant's definition in place of an earlier one. */
export async function putTenant(state: StateStore, tenant: TenantDefinition): Promise<Change> {
  const before = await state.tenants.get(tenant.tenant_id);
  // As stored: what JSON leaves out makes no difference.
  if (isDeepStrictEqual(before, JSON.parse(JSON.stringify(tenant)))) return 'unchanged';
  await state.tenants.put(tenant);
  return before === undefined ? 'added' : 'changed';
}

/** The demo's own definitions, with every default. */
export function demoDefinitions(definitions: readonly unknown[]): TenantDefinition[] {
  return definitions.map((definition) => {
    const { tenant, problems } = checkTenant(definition);
    if (tenant === undefined) throw new Error(`a demo tenant is wrong: ${problems.join('; ')}`);
    return tenant;
  });
}
