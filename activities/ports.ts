import type { PipelineInput, PipelineOutput, Priority, Failure, TenantResult } from '../workflows/shapes.ts';
import type { Duckdb } from './duckdb.ts';
import type { Span } from './raw/json-bytes.ts';
import type { TenantDefinition } from './tenants.ts';

/**
 * What the activities need from outside. Each port has one contract suite in `test/`, which every implementation passes.
 * Instants are RFC 3339 texts in UTC with milliseconds or epoch milliseconds where they are called `…_ms`/`now`.
 */
export interface Ports {
  state: StateStore;
  lake: Lake;
  duckdb: Duckdb;
  secrets: Secrets;
  sources: Sources;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  notifier: Notifier;
}

/** Tells people how a run ended. May fail: a finished run stays finished. */
export interface Notifier {
  notify(event: { subject: string; body: object }): Promise<void>;
}

export interface Clock {
  /** Epoch milliseconds of this host, which may be wrong. */
  now(): number;
  /** Resolves after `ms`, rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Structured: no credential and no record ever goes into `fields`. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The seed's twelve metrics, by name; labels are tenant, table, status. */
export interface Metrics {
  count(name: MetricName, value: number, labels: Record<string, string>): void;
  gauge(name: MetricName, value: number, labels: Record<string, string>): void;
}
export type MetricName =
  | 'ExecutionDuration'
  | 'ExecutionSuccess'
  | 'ExecutionFailure'
  | 'StateTransitions'
  | 'ChunksProcessed'
  | 'RecordsProcessed'
  | 'APICallsPerSecond'
  | 'ErrorRate'
  | 'TenantsProcessed'
  | 'TablesProcessed'
  | 'DataFreshness'
  | 'ProcessingCost';

// --- secrets ------------------------------------------------------------------------------------------------------

export interface Secrets {
  /**
   * The secret that a `secret_ref` names: a text, or an object of texts for credentials of several parts.
   * @throws InvalidConfiguration when there is none; the message names the reference, never the value.
   */
  resolve(secretRef: string): Promise<string | Record<string, string>>;
}

// --- lake ---------------------------------------------------------------------------------------------------------

/** Write-once files. A file that no row of the state store names does not exist for readers. */
export interface Lake {
  /**
   * An absolute local path for a file that is being made, ending as the name does; nothing is there yet. What is not
   * published is removed by `discard`.
   */
  stage(name: string): Promise<string>;
  /**
   * Makes a staged file durable under its lake name, all at once or not at all.
   * Publishing the same name twice is an error unless the bytes are equal.
   * @throws LakeUnavailable when the lake is missing, read-only or full.
   */
  publish(stagedPath: string, name: string): Promise<{ bytes: number }>;
  discard(stagedPath: string): Promise<void>;
  /** Absolute local paths of published files, in order, downloaded where the lake is remote. @throws LakeUnavailable */
  fetch(names: readonly string[]): Promise<string[]>;
  /** Where people find a file: a path or an S3 URI. */
  locate(name: string): string;
  remove(names: readonly string[]): Promise<void>;
  /** Can it be written now? @throws LakeUnavailable with what to do. */
  check(): Promise<void>;
}

// --- state --------------------------------------------------------------------------------------------------------

/** Every operation is one atomic, conditional step; each may be repeated. */
export interface StateStore {
  tenants: TenantStore;
  jobs: JobStore;
  leases: LeaseStore;
  plans: PlanStore;
  chunks: ChunkStore;
  tables: TableStore;
  ledger: MergeLedger;
  quarantine: QuarantineStore;
  limits: LimitStore;
  breakers: BreakerStore;
  close(): Promise<void>;
}

export interface TenantStore {
  put(tenant: TenantDefinition): Promise<void>;
  get(tenantId: string): Promise<TenantDefinition | undefined>;
  /** By tenant id. */
  list(): Promise<TenantDefinition[]>;
  remove(tenantId: string): Promise<void>;
}

export interface Job {
  job_id: string;
  /** The execution that works on it: the job's own, or the latest that resumed it. */
  execution_id: string;
  input: PipelineInput;
  mode: 'multi-tenant' | 'single-tenant' | 'batched';
  started_at: string;
  finished_at: string | null;
  status: 'running' | PipelineOutput['status'] | 'canceled';
  result: PipelineOutput | null;
  error: Failure | null;
  api_calls: number;
  api_errors: number;
}
export interface JobTenant {
  tenant_id: string;
  priority: Priority;
}
export interface JobStore {
  /** Create-if-absent, with its tenants in order; gives what is stored. */
  create(job: Job, tenants: readonly JobTenant[]): Promise<Job>;
  get(jobId: string): Promise<Job | undefined>;
  /** Newest first. */
  list(limit: number): Promise<Job[]>;
  /** The job's tenants from `offset` on. */
  tenants(jobId: string, offset: number, limit: number): Promise<JobTenant[]>;
  countTenants(jobId: string): Promise<number>;
  /** The job is `running` again, under this execution. */
  resume(jobId: string, executionId: string): Promise<void>;
  /** The last word wins: an execution that ended may be resumed and end again. */
  finish(
    jobId: string,
    end: {
      status: Exclude<Job['status'], 'running'>;
      finished_at: string;
      result: PipelineOutput | null;
      error: Failure | null;
    },
  ): Promise<void>;
  /** Adds to the job's counts of requests to sources. */
  countCalls(jobId: string, calls: { api_calls: number; api_errors: number }): Promise<void>;
  /** How tenants ended; a later result of the same tenant replaces the earlier one. */
  putTenantResults(jobId: string, results: readonly TenantResult[]): Promise<void>;
  tenantResults(jobId: string): Promise<TenantResult[]>;
}

export interface TableKey {
  tenant_id: string;
  table_name: string;
}
export interface PlanKey extends TableKey {
  job_id: string;
}
export interface ChunkKey extends PlanKey {
  chunk_id: string;
}

/** A table's only writer: who, and under which fencing number. */
export interface Lease {
  owner: string;
  fence: number;
}
export type LeaseAnswer =
  ({ acquired: true } & Lease) | { acquired: false; owner: string; job_id: string; expires_ms: number };
export interface LeaseStore {
  /**
   * Takes a free or expired lease, or the owner's own once more; the fencing number grows by one each time, so that what an
   * earlier taker still has in flight is refused.
   */
  acquire(table: TableKey, holder: { owner: string; job_id: string }, now: number, ttlMs: number): Promise<LeaseAnswer>;
  /** Renews, also after expiry if nobody took it. @throws LeaseLost */
  renew(table: TableKey, lease: Lease, now: number, ttlMs: number): Promise<void>;
  /** Gives the lease back; nothing happens where it is no longer held. */
  release(table: TableKey, lease: Lease): Promise<void>;
  /** Gives back all leases of an execution that was ended from outside. */
  releaseAll(owner: string): Promise<void>;
}

/**
 * The keys from `after` (exclusive) to `up_to` (inclusive) in the source's own order; null: open.
 * Keys are the source's texts, opaque here.
 */
export interface KeyRange {
  after: string | null;
  up_to: string | null;
}
export type Guarantee = 'exact' | 'at least once' | 'best effort';
export interface Plan extends PlanKey {
  mode: 'full' | 'incremental';
  /** The next watermark; null where the table has no update field. */
  as_of: string | null;
  /** Rows updated at or after this are read; null: all. */
  lower_bound: string | null;
  /** The watermark when the plan was made; the commit's compare-and-set. */
  watermark: string | null;
  schema_version: number;
  guarantee: Guarantee;
  total_chunks: number;
  created_at: string;
}
export interface PlanStore {
  /** Create-if-absent, under the lease; gives what is stored. `ranges` become chunks 0, 1, 2 … @throws LeaseLost */
  create(plan: Plan, ranges: readonly KeyRange[], lease: Lease): Promise<Plan>;
  get(key: PlanKey): Promise<Plan | undefined>;
  /** The plans of a job. */
  list(jobId: string): Promise<Plan[]>;
}

/** A file of the lake that a chunk's accepted step made. */
export interface Part {
  name: string;
  rows: number;
  bytes: number;
}
/** What one step of a chunk adds. */
export interface ChunkCounts {
  records_processed: number;
  records_quarantined: number;
  bytes: number;
  api_calls: number;
  api_errors: number;
}
export interface Chunk extends ChunkKey, KeyRange, ChunkCounts {
  chunk_index: number;
  status: 'pending' | 'running' | 'completed' | 'failed';
  /** Where the next attempt goes on: the source's own text. Null: at the start. */
  cursor: string | null;
  /** Accepted steps so far; names the next part. */
  sequence: number;
  parts: number;
  /** Which attempt may write. */
  attempt_token: string | null;
  /** How often it was called again after a stop, a time-out or a pause. */
  resumptions: number;
  error: Failure | null;
}
export interface ChunkStep {
  attempt_token: string;
  /** The chunk's sequence that this step was made from. */
  sequence: number;
  cursor: string | null;
  /** Records; null where the step had none. */
  part: Part | null;
  /** Bad records; null where the step had none. */
  quarantine: Part | null;
  counts: ChunkCounts;
  /** The chunk is complete with this step. */
  done: boolean;
}
export interface ChunkTotals {
  total: number;
  pending: number;
  running: number;
  completed: number;
  failed: number;
  records_processed: number;
  records_quarantined: number;
  bytes: number;
  api_calls: number;
  api_errors: number;
  /** Of the failed chunk with the lowest index. */
  error: Failure | null;
}
export interface ChunkStore {
  /**
   * Makes `attemptToken` the chunk's only writer and its status `running`; a completed chunk is given back unchanged.
   * @throws LeaseLost, InvalidInput (no such chunk)
   */
  claim(key: ChunkKey, lease: Lease, attemptToken: string, now: number, leaseTtlMs: number): Promise<Chunk>;
  /**
   * One conditional write: parts, cursor, counts, status, and the lease's renewal, or nothing.
   * @throws ChunkTaken when another attempt has claimed the chunk or the sequence has moved; LeaseLost
   */
  accept(key: ChunkKey, lease: Lease, step: ChunkStep, now: number, leaseTtlMs: number): Promise<Chunk>;
  /** Records why a chunk is given up. A completed chunk stays completed. */
  fail(key: ChunkKey, error: Failure): Promise<void>;
  /** Counts one more resumption and gives the count. */
  resume(key: ChunkKey): Promise<number>;
  get(key: ChunkKey): Promise<Chunk | undefined>;
  /** By chunk index. */
  list(key: PlanKey, fromIndex: number, limit: number): Promise<Chunk[]>;
  totals(key: PlanKey): Promise<ChunkTotals>;
}

/** The parts of completed chunks, committed together. */
export interface Manifest extends PlanKey {
  manifest_id: string;
  /** The plan's `as_of`; the order in which manifests are merged. Null sorts first. */
  as_of: string | null;
  committed_at: string;
  schema_version: number;
  /** Every key of the table was read: what a reconciling merge needs. */
  complete_read: boolean;
  merged: boolean;
}
export interface TableCommit {
  watermark: string | null;
  advanced: boolean;
  /** Null where no chunk had completed since the last commit. */
  manifest: Manifest | null;
}
export interface TableStore {
  watermark(table: TableKey): Promise<string | null>;
  /** All watermarks of a tenant, or of all tenants. */
  watermarks(tenantId?: string): Promise<(TableKey & { watermark: string | null })[]>;
  /**
   * In one step: the parts of completed chunks that no manifest has become a manifest; the watermark moves to the plan's
   * `as_of` if every chunk completed and that is later; the lease ends. Repeating it after it succeeded changes nothing.
   * @throws LeaseLost
   */
  commit(plan: Plan, lease: Lease, committedAt: string): Promise<TableCommit>;
  /** Names of the record parts that manifests of this table hold, in order of commit. */
  parts(table: TableKey): Promise<string[]>;
  /** Every table of which something is committed. */
  list(): Promise<TableKey[]>;
}

/** Where a canonical table's current files are. */
export interface CanonicalPointer {
  tenant_id: string;
  canonical_table: string;
  /** From 1; 0: there is none yet. */
  version: number;
  /** Lake names of the current files. */
  files: string[];
}
export interface MergeLedger {
  /** Committed, not merged, by as_of and then by commit. */
  pending(tenantId: string): Promise<Manifest[]>;
  parts(manifestId: string): Promise<string[]>;
  pointer(tenantId: string, canonicalTable: string): Promise<CanonicalPointer>;
  /** Every canonical table that has a version. */
  pointers(): Promise<CanonicalPointer[]>;
  /**
   * In one step: the pointer moves from `version - 1` to `version` and the manifests are merged.
   * @throws MergeConflict when the pointer is not at `version - 1` or a manifest is merged already
   */
  swap(pointer: CanonicalPointer, mergedManifestIds: readonly string[]): Promise<void>;
  /** Manifests without a canonical table have nothing to merge. */
  skip(manifestIds: readonly string[]): Promise<void>;
}

export interface QuarantineFile extends ChunkKey {
  name: string;
  rows: number;
  accepted: boolean;
}
export interface QuarantineStore {
  list(filter?: Partial<PlanKey>): Promise<QuarantineFile[]>;
  /** Marks a file as seen to: its records count no longer. */
  accept(names: readonly string[]): Promise<void>;
}

export interface LimitStore {
  /**
   * Takes one request from the bucket of a host or credential.
   * @returns milliseconds to wait before asking again; 0: taken.
   */
  take(key: string, bucket: { per_second: number; burst: number }, now: number): Promise<number>;
  /** Nothing is sent before this moment; an earlier one does not shorten a later one. */
  hold(key: string, untilMs: number): Promise<void>;
  /** The moment of the latest `hold`, 0 if none. */
  heldUntil(key: string): Promise<number>;
}

export interface Breaker {
  key: string;
  state: 'CLOSED' | 'OPEN' | 'HALF_OPEN';
  failures: number;
  /** When an open breaker lets its probe through. */
  retry_ms: number;
}
export interface BreakerStore {
  /** May a request be sent? HALF_OPEN lets exactly one probe through. */
  admit(key: string, now: number): Promise<{ allowed: boolean; retry_ms: number }>;
  success(key: string): Promise<void>;
  /** A 5xx, a time-out or a broken connection; 5 in a row open it for 300 s. */
  failure(key: string, now: number): Promise<void>;
  list(): Promise<Breaker[]>;
}

// --- sources ------------------------------------------------------------------------------------------------------

export interface Sources {
  /** @throws InvalidInput (unknown tenant, service or table), InvalidConfiguration */
  open(tenant: TenantDefinition, tableName: string, calls: CallCounter): Promise<SourceTable>;
  /** When the table's source may be asked again after it asked for a pause: epoch ms of this host, 0 where it did not. */
  pausedUntil(tenant: TenantDefinition, tableName: string): Promise<number>;
}
/** Told of every request, so that the job's counts are right. */
export interface CallCounter {
  api_calls: number;
  api_errors: number;
}
export interface Capabilities {
  filter_on_key: boolean;
  sort_on_key: boolean;
  count: boolean;
  filter_on_update: boolean;
}
export interface ReadFilter {
  /** Rows updated at or after this instant; null: all rows. */
  updated_since: string | null;
}
export interface Page {
  /** The whole answer, checked: 2xx, JSON type, whole transfer, closing bracket. */
  body: Uint8Array;
  /** Where in `body` its records are, in order; between them there is nothing but white space and commas. */
  records: readonly Span[];
  /** Nothing about the records looks as if one of them were no JSON. */
  plain: boolean;
  /** Where reading goes on after this page; the source's own text. */
  cursor: string;
  /** The connector says so; an empty page alone never does. */
  is_last: boolean;
}
/** How a record is taken out of a page: RFC 6901 pointers into the page and into each record. */
export interface RecordShape {
  /** Where the array of records is in a page; `''`: the page is the array. */
  records: string;
  key: string;
  /** Null: the table has no update field. */
  updated: string | null;
}
/** One table of one tenant's service, ready to be read. Every request goes through the limiter and the breaker. */
export interface SourceTable {
  capabilities: Capabilities;
  shape: RecordShape;
  guarantee: Guarantee;
  /** The source's clock, epoch ms, with the most that it may be ahead by (0 when it is the source's own). */
  now(signal: AbortSignal): Promise<{ now: number; skew_ms: number; from: 'endpoint' | 'date header' | 'host' }>;
  /** @throws unless `capabilities.count` */
  count(filter: ReadFilter, signal: AbortSignal): Promise<number>;
  /** The key at this place, from 0, in the source's key order; undefined past the end. Needs filter and sort on key. */
  keyAt(place: number, filter: ReadFilter, signal: AbortSignal): Promise<string | undefined>;
  /**
   * Pages from `cursor` on (null: the range's start).
   * @throws SourceUnavailable, TooManyRequests, SourcePaused, CircuitOpen, Unauthorized, RequestRefused, InvalidPage
   */
  read(
    request: { filter: ReadFilter; range: KeyRange; cursor: string | null; remaining: () => number },
    signal: AbortSignal,
  ): AsyncIterable<Page>;
}
