import { checkTenant } from '../../../activities/sources/config.ts';
import type { Ports } from '../../../activities/ports.ts';
import type { TenantDefinition } from '../../../activities/tenants.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { existingData } from '../../parts/config.ts';
import { knownTenant } from '../../parts/known.ts';
import { withSources } from '../../parts/ports.ts';
import { Problem } from '../../problems.ts';
import { screenOf } from '../../screen.ts';
import { counted } from '../../text/amounts.ts';
import { oneLine } from '../../text/one-line.ts';
import { probe, type Probed } from './probe.ts';
import { tablesOf } from './list.ts';

interface Finding {
  tenant_id: string;
  /** Null: the tenant's configuration itself. */
  table_name: string | null;
  problem: string | null;
  found: Probed | null;
}

/** Asks each source for what a run will ask it, and says what is wrong. */
export async function checkTenants(ids: readonly string[], options: { json?: true }, io: Io): Promise<ExitCode> {
  const screen = screenOf(io);
  const findings: Finding[] = [];
  await withSources(existingData(io), io, async (ports) => {
    for (const tenant of chosen(await ports.state.tenants.list(), ids)) {
      for await (const finding of check(tenant, ports, io.signal)) {
        findings.push(finding);
        screen.say(lineOf(finding), finding.problem === null ? 'good' : 'bad');
      }
    }
  });
  if (options.json) io.stdout(JSON.stringify(findings, null, 2));
  const wrong = findings.filter(({ problem }) => problem !== null).length;
  screen.say(wrong === 0 ? 'everything is as it should be' : counted(wrong, 'problem'));
  return wrong === 0 ? exitCodes.good : exitCodes.failed;
}

function chosen(tenants: readonly TenantDefinition[], ids: readonly string[]): TenantDefinition[] {
  if (ids.length > 0) return [...new Set(ids)].map((id) => knownTenant(tenants, id));
  if (tenants.length === 0) throw new Problem("there are no tenants yet: 'avesa tenants import FILE' takes them in");
  return tenants.filter(({ enabled }) => enabled);
}

async function* check(
  tenant: TenantDefinition,
  ports: Pick<Ports, 'sources'>,
  signal: AbortSignal,
): AsyncGenerator<Finding> {
  const { tenant_id } = tenant;
  // What was right when it was imported may be wrong to a later version.
  const { problems } = checkTenant(tenant);
  for (const problem of problems) yield { tenant_id, table_name: null, problem, found: null };
  if (problems.length > 0) return;
  for (const { name, enabled } of tablesOf(tenant)) {
    if (!enabled) continue;
    yield await probe(ports.sources, tenant, name, signal).then(
      (found) => ({ tenant_id, table_name: name, problem: null, found }),
      (error: unknown) => {
        signal.throwIfAborted();
        const problem = error instanceof Error ? error.message : String(error);
        return { tenant_id, table_name: name, problem, found: null };
      },
    );
  }
}

function lineOf({ tenant_id, table_name, problem, found }: Finding): string {
  const where = table_name === null ? tenant_id : `${tenant_id} ${table_name}`;
  if (found === null) return `${where}: ${oneLine(problem ?? '')}`;
  const parts = [
    found.rows === null ? 'does not count its records' : counted(found.rows, 'record'),
    `read ${found.guarantee}`,
    found.incremental ? 'only what changed' : 'every row each time',
    `times by the ${found.clock}`,
  ];
  return `${where}: ${parts.join(', ')}`;
}
