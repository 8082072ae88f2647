import { z } from 'zod';
import { mappingOf } from '../canonical/mappings.ts';
import { type TenantDefinition, tenantDefinition } from '../tenants.ts';
import { serviceName, tenantId } from '../../workflows/shapes.ts';
import { problemsOf } from './explain.ts';
import { connectors } from './registry.ts';

const [first, ...others] = connectors.map(({ schema }) => schema);

/** A tenant's configuration with everything that its connectors know; `z.toJSONSchema` makes an editor's schema of it. */
export const tenantSchema = z.strictObject({
  ...tenantDefinition.shape,
  services: z.record(serviceName, z.discriminatedUnion('connector', [first!, ...others])).default({}),
});

export interface TenantCheck {
  /** One line each: which field, what is wrong, what to write. Never a value, which could be a credential. */
  problems: string[];
  /** The definition with its defaults, where there is no problem. */
  tenant?: TenantDefinition;
}

/** What is wrong with a tenant's configuration, before anything is asked of its sources. */
export function checkTenant(definition: unknown): TenantCheck {
  const wrong = problemsOf(tenantSchema, definition);
  const problems = wrong.length > 0 ? wrong : deletesProblems(tenantSchema.parse(definition) as TenantDefinition);
  const id = tenantId.safeParse((definition as { tenant_id?: unknown } | null)?.tenant_id);
  const tenant = id.success ? `tenant ${id.data}` : 'tenant';
  return problems.length > 0
    ? { problems: problems.map((problem) => `${tenant}: ${problem}`) }
    : { problems: [], tenant: tenantSchema.parse(definition) as TenantDefinition };
}

/** Deletes are the canonical tables' affair: what names no such table, or no flag, would be left undone in silence. */
function deletesProblems(tenant: TenantDefinition): string[] {
  return Object.entries(tenant.services).flatMap(([service, { tables }]) =>
    Object.entries(tables).flatMap(([name, { deletes }]) => {
      const mapping = mappingOf(tenant, `${service}/${name}`);
      const table = `services.${service}.tables.${name}`;
      if (deletes !== 'none' && mapping === undefined) {
        return [`${table}.deletes: is about canonical rows, and there are none: write 'canonical', or "none"`];
      }
      if (deletes === 'flag' && mapping?.deleted === undefined) {
        return [`${table}.deletes: "flag" needs the flag: write its pointer in canonical.deleted`];
      }
      return [];
    }),
  );
}
