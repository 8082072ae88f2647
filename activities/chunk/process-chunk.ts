import type { Activity, ActivityContext, ChunkProcessed, ChunkWork } from '../contract.ts';
import { ChunkStopped, InvalidInput, InvalidPage, QuarantineLimitExceeded } from '../errors.ts';
import type { CallCounter, Chunk, ChunkKey, Page, Ports } from '../ports.ts';
import { openPartWriter, type PartWriter } from '../raw/part-writer.ts';
import { leaseTtlMs } from '../table/lease.ts';
import { knownTable, knownTenant } from '../tenants.ts';
import { isOverQuarantineLimit } from './quarantine-limit.ts';

/** A part is written at whichever comes first: a checkpoint is worth its file, and what it holds fits in memory. */
export const part = { rows: 15_000, bytes: 32 * 1024 * 1024, ms: 30_000 } as const;
/** The attempt stops itself when so little of its time is left. */
const reserveMs = 60_000;

type Needs = Pick<Ports, 'state' | 'sources' | 'lake' | 'duckdb' | 'clock'>;

/**
 * Copies one chunk into the raw zone, from its checkpoint on. Safe to repeat, and beside an attempt that still runs: a part
 * counts only once the state store has accepted it, and it accepts from the latest attempt only.
 */
export const processChunk =
  (ports: Needs): Activity<'processChunk'> =>
  async (work, context) => {
    const { state, clock } = ports;
    const { attempt_token } = context;
    const key = keyOf(work);
    const chunk = await state.chunks.claim(key, work.table_state, attempt_token, clock.now(), leaseTtlMs);
    if (chunk.status === 'completed') return processed(chunk);
    const calls: CallCounter = { api_calls: 0, api_errors: 0 };
    try {
      return processed(await copy(ports, { work, key, context, calls, counted: { ...calls } }, chunk));
    } finally {
      await state.jobs.countCalls(key.job_id, calls);
    }
  };

interface Attempt {
  work: ChunkWork;
  key: ChunkKey;
  context: ActivityContext;
  calls: CallCounter;
  /** What of `calls` the accepted steps hold. */
  counted: CallCounter;
}

async function copy(ports: Needs, attempt: Attempt, claimed: Chunk): Promise<Chunk> {
  const { state, sources, clock } = ports;
  const { key, context, calls } = attempt;
  const { signal, attempt_token } = context;
  const remaining = () => context.remaining();
  const tenant = await knownTenant(state, key.tenant_id);
  const { quarantine_limit } = knownTable(tenant, key.table_name);
  const plan = await state.plans.get(key);
  if (plan === undefined) throw new InvalidInput(`job '${key.job_id}' has no plan for '${key.table_name}'`);
  const source = await sources.open(tenant, key.table_name, calls);
  const { cursor } = claimed;
  const limit = { quarantine_limit, seenTo: await seenTo(state, claimed) };
  const filter = { updated_since: plan.lower_bound };
  const writer = await openPartWriter(ports, { key, attempt_token, shape: source.shape, signal });
  try {
    let chunk = claimed;
    let written = clock.now();
    let held: Page | undefined;
    for await (const read of oneAhead(source.read({ filter, range: claimed, cursor, remaining }, signal))) {
      if ('failure' in read) {
        // What was read until then is kept: however often the source fails, each attempt gets further.
        if (held !== undefined && !signal.aborted) {
          await accept(ports, attempt, { chunk, writer, page: held, limit });
        }
        throw read.failure;
      }
      held = read.page;
      await writer.add(held);
      context.heartbeat({ chunk_id: key.chunk_id, records: chunk.records_processed + writer.rows });
      const stops = !held.is_last && remaining() < reserveMs;
      if (!held.is_last && !stops && !isDue(writer, clock.now() - written)) continue;
      chunk = await accept(ports, attempt, { chunk, writer, page: held, limit });
      if (held.is_last) return chunk;
      if (stops)
        throw new ChunkStopped(`chunk ${key.chunk_id}: stopped before its time limit, to go on from its checkpoint`);
      written = clock.now();
      held = undefined;
    }
    throw new InvalidPage(`chunk ${key.chunk_id}: the source stopped before its last page`);
  } finally {
    await writer.close();
  }
}

interface Limit {
  /** In percent. */
  quarantine_limit: number;
  /** Bad records that people have accepted or replayed: they no longer count. */
  seenTo: number;
}

async function seenTo(state: Ports['state'], chunk: Chunk): Promise<number> {
  if (chunk.records_quarantined === 0) return 0;
  const { job_id, tenant_id, table_name, chunk_id } = chunk;
  const files = await state.quarantine.list({ job_id, tenant_id, table_name });
  return files.filter((file) => file.accepted && file.chunk_id === chunk_id).reduce((sum, { rows }) => sum + rows, 0);
}

function isDue(writer: PartWriter, ms: number): boolean {
  return writer.rows >= part.rows || writer.bytes >= part.bytes || ms >= part.ms;
}

async function accept(
  { state, clock }: Needs,
  { work, key, context, calls, counted }: Attempt,
  { chunk, writer, page, limit }: { chunk: Chunk; writer: PartWriter; page: Page; limit: Limit },
): Promise<Chunk> {
  const { part, quarantine } = await writer.finish(chunk.sequence);
  const good = chunk.records_processed + (part?.rows ?? 0);
  const bad = chunk.records_quarantined + (quarantine?.rows ?? 0) - limit.seenTo;
  const over = isOverQuarantineLimit(good, bad, limit.quarantine_limit);
  const step = {
    attempt_token: context.attempt_token,
    sequence: chunk.sequence,
    cursor: page.cursor,
    part,
    quarantine,
    counts: {
      records_processed: part?.rows ?? 0,
      records_quarantined: quarantine?.rows ?? 0,
      bytes: (part?.bytes ?? 0) + (quarantine?.bytes ?? 0),
      api_calls: calls.api_calls - counted.api_calls,
      api_errors: calls.api_errors - counted.api_errors,
    },
    // A chunk over its limit keeps what it read, so that it can be looked at, but does not complete.
    done: page.is_last && !over,
  };
  Object.assign(counted, calls);
  const accepted = await state.chunks.accept(key, work.table_state, step, clock.now(), leaseTtlMs);
  if (over) {
    throw new QuarantineLimitExceeded(
      `chunk ${key.chunk_id}: ${bad} bad records beside ${accepted.records_processed} good ones, ` +
        `over the limit of ${limit.quarantine_limit} %; 'avesa quarantine list' shows them`,
    );
  }
  return accepted;
}

/** The next page is on its way while the last one is being written; a failure comes as the last item. */
async function* oneAhead(pages: AsyncIterable<Page>): AsyncIterable<{ page: Page } | { failure: unknown }> {
  const iterator = pages[Symbol.asyncIterator]();
  const read = () => iterator.next().catch((failure: unknown) => ({ failure }));
  try {
    for (let turn = await read(); ;) {
      if ('failure' in turn) {
        yield turn;
        return;
      }
      if (turn.done === true) return;
      const page = turn.value;
      const next = page.is_last ? undefined : read();
      yield { page };
      if (next === undefined) return;
      turn = await next;
    }
  } finally {
    await iterator.return?.();
  }
}

function keyOf({ job_id, tenant_config, table_config, chunk_config }: ChunkWork): ChunkKey {
  return {
    job_id,
    tenant_id: tenant_config.tenant_id,
    table_name: table_config.table_name,
    chunk_id: chunk_config.chunk_id,
  };
}

function processed(chunk: Chunk): ChunkProcessed {
  return {
    chunk_id: chunk.chunk_id,
    records_processed: chunk.records_processed,
    records_quarantined: chunk.records_quarantined,
    parts: chunk.parts,
    bytes: chunk.bytes,
    api_calls: chunk.api_calls,
  };
}
