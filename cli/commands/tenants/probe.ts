import { InvalidConfiguration } from '../../../activities/errors.ts';
import type { Guarantee, Page, RecordShape, Sources, SourceTable } from '../../../activities/ports.ts';
import type { TenantDefinition } from '../../../activities/tenants.ts';

/** What a table's source answered. */
export interface Probed {
  /** Null: it does not count. */
  rows: number | null;
  guarantee: Guarantee;
  /** Only what changed since the last run can be asked for. */
  incremental: boolean;
  clock: string;
}

/** One page and the waits that its source asks for. */
const patienceMs = 60_000;

/**
 * Makes the requests of a run's beginning: the clock, the count, the first page. Reads nothing into the lake.
 *
 * @throws whatever the source's connector throws; InvalidConfiguration where the records lack the configured fields
 */
export async function probe(
  sources: Sources,
  tenant: TenantDefinition,
  tableName: string,
  signal: AbortSignal,
): Promise<Probed> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const source = await sources.open(tenant, tableName, { api_calls: 0, api_errors: 0 });
  const { from } = await source.now(within);
  const { capabilities, guarantee, shape } = source;
  const rows = capabilities.count ? await source.count({ updated_since: null }, within) : null;
  const page = await firstPage(source, within);
  if (page !== undefined) checkFields(page, shape, `tenant ${tenant.tenant_id}: ${tableName}`);
  return { rows, guarantee, incremental: capabilities.filter_on_update && shape.updated !== null, clock: clocks[from] };
}

const clocks = { endpoint: "source's own clock", 'date header': "source's Date header", host: 'clock of this host' };

async function firstPage(source: SourceTable, signal: AbortSignal): Promise<Page | undefined> {
  const end = Date.now() + patienceMs;
  const request = {
    filter: { updated_since: null },
    range: { after: null, up_to: null },
    cursor: null,
    remaining: () => end - Date.now(),
  };
  for await (const page of source.read(request, signal)) return page;
  return undefined;
}

/** Of the first record that is one: a page may hold bad ones. */
function checkFields({ body }: Page, { records, key, updated }: RecordShape, where: string): void {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    // A bad record among good ones is the run's business, which sets it apart.
    return;
  }
  const list = at(content, records);
  const items: unknown[] = Array.isArray(list) ? list : [];
  const first = items.find((item) => typeof item === 'object' && item !== null);
  if (first === undefined) return;
  for (const [field, pointer] of [['key', key] as const, ['update', updated] as const]) {
    if (pointer !== null && at(first, pointer) === undefined) {
      throw new InvalidConfiguration(`${where}: the records have no ${field} field '${pointer}'`);
    }
  }
}

/** RFC 6901. */
function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (inner, step) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
          ? (inner as Record<string, unknown>)[step]
          : undefined,
      value,
    );
}
