import type {
  Chunk,
  ChunkCounts,
  ChunkKey,
  ChunkStep,
  Job,
  KeyRange,
  Lease,
  Part,
  Plan,
  StateStore,
  TableKey,
} from '../../../../activities/ports.ts';
import { tenantDefinition, type TenantDefinition } from '../../../../activities/tenants.ts';

export interface Given {
  readonly store: StateStore;
  /** One more handle on the same state. */
  reopen(): Promise<StateStore>;
}

export const table: TableKey = { tenant_id: 'acme', table_name: 'connectwise/tickets' };
/** Epoch milliseconds; every moment in these tests is given, none is read from a clock. */
export const now = Date.UTC(2026, 0, 31, 12);
export const ttl = 60_000;
export const instant = (ms: number): string => new Date(ms).toISOString();

export const tenantOf = (tenant_id: string, name = 'A tenant'): TenantDefinition =>
  tenantDefinition.parse({
    tenant_id,
    name,
    services: {
      connectwise: {
        connector: 'connectwise',
        base_url: 'https://api.example.com',
        secret_ref: 'env:CONNECTWISE',
        tables: { tickets: { path: '/service/tickets', settle: 30 }, 'time.entries': { enabled: false } },
      },
    },
  });

export const jobOf = (job_id: string, changes: Partial<Job> = {}): Job => ({
  job_id,
  execution_id: job_id,
  input: { tenant_id: 'acme', force_full_sync: true },
  mode: 'single-tenant',
  started_at: instant(now),
  finished_at: null,
  status: 'running',
  result: null,
  error: null,
  api_calls: 0,
  api_errors: 0,
  ...changes,
});

export const planOf = (job_id: string, changes: Partial<Plan> = {}): Plan => ({
  job_id,
  ...table,
  mode: 'full',
  as_of: instant(now),
  lower_bound: null,
  watermark: null,
  schema_version: 1,
  guarantee: 'exact',
  total_chunks: 2,
  created_at: instant(now),
  ...changes,
});

/** 0 to `count` - 1, open at both ends. */
export const rangesOf = (count: number): KeyRange[] =>
  Array.from({ length: count }, (_, index) => ({
    after: index === 0 ? null : String(index * 100),
    up_to: index === count - 1 ? null : String((index + 1) * 100),
  }));

export const takeLease = async (
  store: StateStore,
  owner: string,
  { job_id = owner, key = table, at = now } = {},
): Promise<Lease> => {
  const answer = await store.leases.acquire(key, { owner, job_id }, at, ttl);
  if (!answer.acquired) throw new Error(`the lease is held by ${answer.owner}`);
  return { owner: answer.owner, fence: answer.fence };
};

/** A lease, a plan and its chunks' keys. */
export const planned = async (
  store: StateStore,
  job_id: string,
  chunks: number,
  changes: Partial<Plan> = {},
): Promise<{ lease: Lease; plan: Plan; keys: ChunkKey[] }> => {
  const plan = planOf(job_id, { total_chunks: chunks, ...changes });
  const lease = await takeLease(store, job_id, { key: plan });
  await store.plans.create(plan, rangesOf(chunks), lease);
  return { lease, plan, keys: (await store.chunks.list(plan, 0, chunks)).map(keyOf) };
};

export const keyOf = ({ job_id, tenant_id, table_name, chunk_id }: ChunkKey): ChunkKey => ({
  job_id,
  tenant_id,
  table_name,
  chunk_id,
});

export const none: ChunkCounts = {
  records_processed: 0,
  records_quarantined: 0,
  bytes: 0,
  api_calls: 0,
  api_errors: 0,
};

export const partOf = (chunk: ChunkKey & Pick<Chunk, 'sequence'>, token: string, rows = 10): Part => ({
  name: [chunk.job_id, chunk.tenant_id, chunk.table_name, chunk.chunk_id, chunk.sequence, token].join('/'),
  rows,
  bytes: rows * 100,
});

/** The step that follows on the chunk as it is: one part of ten records. */
export const stepOf = (chunk: Chunk, changes: Partial<ChunkStep> = {}): ChunkStep => {
  const token = changes.attempt_token ?? chunk.attempt_token!;
  return {
    attempt_token: token,
    sequence: chunk.sequence,
    cursor: `page ${chunk.sequence + 1}`,
    part: partOf(chunk, token),
    quarantine: null,
    counts: { ...none, records_processed: 10, bytes: 1_000, api_calls: 1 },
    done: false,
    ...changes,
  };
};

/** Reads the whole chunk in one step. */
export const complete = async (
  store: StateStore,
  key: ChunkKey,
  lease: Lease,
  changes: Partial<ChunkStep> = {},
): Promise<Chunk> => {
  const chunk = await store.chunks.claim(key, lease, `attempt at ${key.chunk_id}`, now, ttl);
  return store.chunks.accept(key, lease, stepOf(chunk, { done: true, ...changes }), now, ttl);
};

/** A value, or the name of what was thrown: what a test compares where both may come. */
export const outcome = async <T>(operation: Promise<T>): Promise<{ value: T } | { error: string }> =>
  operation.then(
    (value) => ({ value }),
    (error: unknown) => ({ error: error instanceof Error ? error.name : String(error) }),
  );
