import type { Job, StateStore } from '../../activities/ports.ts';
import type { TenantDefinition } from '../../activities/tenants.ts';
import { Problem } from '../problems.ts';
import { quoted } from '../text/one-line.ts';
import { suggestion } from '../text/near-misses.ts';

/** Enough to find what a mistyped id was meant to be. */
const recentJobs = 1_000;

export async function knownJob(state: StateStore, id: string): Promise<Job> {
  const job = await state.jobs.get(id);
  if (job !== undefined) return job;
  const ids = (await state.jobs.list(recentJobs)).map(({ job_id }) => job_id);
  throw new Problem(
    `there is no job ${quoted(id)}${suggestion(id, ids, "there are none yet: 'avesa run' starts one")}`,
  );
}

export function knownTenant(tenants: readonly TenantDefinition[], id: string): TenantDefinition {
  const tenant = tenants.find(({ tenant_id }) => tenant_id === id);
  if (tenant !== undefined) return tenant;
  const ids = tenants.map(({ tenant_id }) => tenant_id);
  const none = "there are none yet: 'avesa tenants import FILE' takes them in";
  throw new Problem(`there is no tenant ${quoted(id)}${suggestion(id, ids, none)}`);
}
