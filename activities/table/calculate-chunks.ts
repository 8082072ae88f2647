import type { Activity, ActivityInput, ChunkPlan } from '../contract.ts';
import type { CallCounter, KeyRange, Plan, Ports, ReadFilter, SourceTable } from '../ports.ts';
import { knownTable, knownTenant, type TableDefinition } from '../tenants.ts';
import { asOf, lowerBound } from './as-of.ts';
import { chunkSize } from './chunk-size.ts';
import { keyRanges } from './key-ranges.ts';

/** What one execution's history holds with retries to spare on both engines (25,000 events on Step Functions). */
export const chunksPerExecution = 200;
/** Planning ends this long before the attempt's time does. */
const reserveMs = 60_000;

type Needs = Pick<Ports, 'state' | 'sources' | 'clock' | 'log'>;
type Input = ActivityInput<'calculateChunks'>;

/** Plans the table's chunks. Safe to repeat: the job's plan is written once and read back after that. */
export const calculateChunks =
  (ports: Needs): Activity<'calculateChunks'> =>
  async (input, { signal, heartbeat, remaining }) => {
    const { table_state, batch } = input;
    if (table_state.status === 'skipped') {
      return { total_chunks: 0, chunks: [], batches: [], message: `skipped: running in ${table_state.running_in}` };
    }
    const key = {
      job_id: input.job_id,
      tenant_id: input.tenant_config.tenant_id,
      table_name: input.table_config.table_name,
    };
    const plan =
      (await ports.state.plans.get(key)) ??
      (await makePlan(ports, input, { signal, enough: () => (heartbeat(), remaining() < reserveMs) }));
    if (plan.total_chunks === 0) {
      await ports.state.tables.commit(plan, table_state, new Date(ports.clock.now()).toISOString());
      return { total_chunks: 0, chunks: [], batches: [], message: 'No new data to process' };
    }
    const message = `read ${plan.guarantee}`;
    if (batch === null && plan.total_chunks > chunksPerExecution) {
      return { total_chunks: plan.total_chunks, chunks: [], batches: batchesOf(plan, table_state.fence), message };
    }
    const first = (batch?.index ?? 0) * chunksPerExecution;
    const chunks = await ports.state.chunks.list(plan, first, chunksPerExecution);
    return {
      total_chunks: chunks.length,
      chunks: chunks.map(({ chunk_id, chunk_index }) => ({ chunk_id, chunk_index })),
      batches: [],
      message,
    };
  };

function batchesOf(plan: Plan, fence: number): ChunkPlan['batches'] {
  const count = Math.ceil(plan.total_chunks / chunksPerExecution);
  return Array.from({ length: count }, (_, index) => ({ index, fence }));
}

async function makePlan(
  { state, sources, clock, log }: Needs,
  { table_config, tenant_config, job_id, table_state }: Input,
  progress: { signal: AbortSignal; enough: () => boolean },
): Promise<Plan> {
  const { table_name } = table_config;
  const tenant = await knownTenant(state, tenant_config.tenant_id);
  const table = knownTable(tenant, table_name);
  const calls: CallCounter = { api_calls: 0, api_errors: 0 };
  try {
    const source = await sources.open(tenant, table_name, calls);
    const key = { tenant_id: tenant.tenant_id, table_name };
    const watermark = await state.tables.watermark(key);
    const incremental = source.capabilities.filter_on_update && !table_config.force_full_sync;
    const lower_bound = incremental ? lowerBound(watermark, table) : null;
    // Before the first row is looked at: what changes from here on is the next run's.
    const as_of = source.shape.updated === null ? null : asOf(await source.now(progress.signal), table);
    const ranges = await divide(
      source,
      table,
      { updated_since: lower_bound },
      table_config.chunk_size_override,
      progress,
    );
    log.info({ ...key, job_id, chunks: ranges.length, lower_bound, as_of }, 'table planned');
    const plan: Plan = {
      ...key,
      job_id,
      mode: lower_bound === null ? 'full' : 'incremental',
      as_of,
      lower_bound,
      watermark,
      schema_version: 1,
      guarantee: source.guarantee,
      total_chunks: ranges.length,
      created_at: new Date(clock.now()).toISOString(),
    };
    return await state.plans.create(plan, ranges, table_state);
  } finally {
    await state.jobs.countCalls(job_id, calls);
  }
}

const wholeTable: KeyRange = { after: null, up_to: null };

async function divide(
  source: SourceTable,
  table: TableDefinition,
  filter: ReadFilter,
  override: number | null,
  progress: { signal: AbortSignal; enough: () => boolean },
): Promise<KeyRange[]> {
  const { filter_on_key, sort_on_key, count } = source.capabilities;
  const total = count ? await source.count(filter, progress.signal) : undefined;
  // A table that closes the rows it no longer finds is read even when it seems empty: only a read proves that.
  if (total === 0 && table.deletes !== 'reconcile') return [];
  if (!filter_on_key || !sort_on_key) return [wholeTable];
  const size = override ?? chunkSize(total, table.size_factor);
  if (total !== undefined && total <= size) return [wholeTable];
  const ranges = await keyRanges(source, filter, size, progress);
  return ranges.length === 0 && table.deletes === 'reconcile' ? [wholeTable] : ranges;
}
