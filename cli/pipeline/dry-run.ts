import type { Ports } from '../../activities/ports.ts';
import { lowerBound } from '../../activities/table/as-of.ts';
import { chunkSize } from '../../activities/table/chunk-size.ts';
import { knownTable } from '../../activities/tenants.ts';
import type { PipelineInput } from '../../workflows/shapes.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { instant } from '../text/instants.ts';
import { count, counted } from '../text/amounts.ts';
import { table } from '../text/table.ts';
import type { Scope } from './input.ts';

/** What a run would do with one table. */
export interface PlannedTable {
  tenant_id: string;
  table_name: string;
  /** RFC 3339; null: it has none yet. */
  watermark: string | null;
  /** Rows updated at or after this would be read; null: every row. */
  lower_bound: string | null;
  /** By the source's own count; null: it does not count. */
  records: number | null;
  /** About so many; null: not known before they are planned. */
  chunks: number | null;
  /** Why the source could not be asked. */
  problem: string | null;
}

/** Shows what a run would read. */
export async function dryRun(
  ports: Pick<Ports, 'state' | 'sources'>,
  { scope, input, json }: { scope: readonly Scope[]; input: PipelineInput; json: boolean },
  io: Io,
): Promise<ExitCode> {
  const tables: PlannedTable[] = [];
  for await (const one of planned(ports, scope, input, io.signal)) tables.push(one);
  if (json) io.stdout(JSON.stringify({ input, tables }, null, 2));
  else if (tables.length > 0) io.stdout(table(columns, tables.map(rowOf)));
  const known = tables.reduce((sum, { records }) => sum + (records ?? 0), 0);
  const problems = tables.filter(({ problem }) => problem !== null).length;
  io.stderr(`would read ${counted(known, 'record')} of ${counted(tables.length, 'table')}; nothing was started`);
  return problems === 0 ? exitCodes.good : exitCodes.failed;
}

const columns = [
  { heading: 'tenant' },
  { heading: 'table' },
  { heading: 'watermark' },
  { heading: 'read' },
  { heading: 'records', right: true },
  { heading: 'chunks', right: true },
  { heading: 'problem' },
];

function rowOf(planned: PlannedTable): string[] {
  const { tenant_id, table_name, watermark, lower_bound, records, chunks, problem } = planned;
  const read = lower_bound === null ? 'every row' : `since ${instant(lower_bound)}`;
  const unknown = problem === null ? 'not counted' : '';
  return [
    tenant_id,
    table_name,
    instant(watermark),
    problem === null ? read : '',
    records === null ? unknown : count(records),
    chunks === null ? unknown : count(chunks),
    problem ?? '',
  ];
}

const patienceMs = 30_000;

/** Asks each source for its count, and nothing else: no lease is taken and nothing is written. */
export async function* planned(
  ports: Pick<Ports, 'state' | 'sources'>,
  scope: readonly Scope[],
  input: PipelineInput,
  signal: AbortSignal,
): AsyncGenerator<PlannedTable> {
  for (const { tenant, tables } of scope) {
    for (const table_name of tables) {
      signal.throwIfAborted();
      const definition = knownTable(tenant, table_name);
      const key = { tenant_id: tenant.tenant_id, table_name };
      const watermark = await ports.state.tables.watermark(key);
      const unknown = { ...key, watermark, lower_bound: null, records: null, chunks: null, problem: null };
      try {
        const source = await ports.sources.open(tenant, table_name, { api_calls: 0, api_errors: 0 });
        const { count, filter_on_update, filter_on_key, sort_on_key } = source.capabilities;
        const incremental = filter_on_update && input.force_full_sync !== true;
        const lower_bound = incremental ? lowerBound(watermark, definition) : null;
        const within = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
        const records = count ? await source.count({ updated_since: lower_bound }, within) : null;
        const size = input.chunk_size_override ?? chunkSize(records ?? undefined, definition.size_factor);
        const divided = records === null ? null : Math.ceil(records / size);
        yield { ...unknown, lower_bound, records, chunks: filter_on_key && sort_on_key ? divided : 1 };
      } catch (error) {
        yield { ...unknown, problem: error instanceof Error ? error.message : String(error) };
      }
    }
  }
}
