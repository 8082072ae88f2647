import type {
  ChunkConfig,
  ChunkResult,
  Failure,
  PipelineInput,
  PipelineOutput,
  TableBatch,
  TableConfig,
  TableEvaluation,
  TableOutput,
  TenantConfig,
  TenantEvaluation,
  TenantResult,
} from '../workflows/shapes.ts';

/**
 * The fourteen activities: what each takes and gives. This is all of `activities/` that workflow code may know, as types.
 * An input or output is JSON, has one bounded size whatever the amount of data, and never holds a credential.
 */
export interface ActivityContract {
  /** Decides what the run covers and records the job; the same execution always gets the same answer. */
  initializePipeline(input: PipelineInput & { execution_id: string }): Promise<PipelineConfig>;
  /** Sums the tenants' results up and records them as the job's result. */
  aggregateResults(input: AggregateInput): Promise<PipelineOutput>;
  notifyCompletion(input: {
    job_id: string;
    execution_id: string;
    batch: { index: number } | null;
    results: PipelineOutput;
  }): Promise<Notified>;
  /** Records why a run could not start. */
  handleInitializationFailure(input: {
    error_type: 'initialization_failure';
    error_details: Failure;
    execution_id: string;
    input: PipelineInput;
  }): Promise<Notified>;

  discoverTenantTables(input: { tenant_config: TenantConfig; job_id: string }): Promise<TableDiscovery>;
  evaluateTableResults(input: {
    tenant_id: string;
    job_id: string;
    table_results: TableOutput[];
  }): Promise<TenantEvaluation>;
  /** Merges every committed and not yet merged manifest of the tenant into its canonical tables. */
  triggerCanonicalTransformation(input: {
    tenant_id: string;
    job_id: string;
    completed_tables: string[];
  }): Promise<CanonicalResult>;

  /** Takes the table's lease for the execution; a table that another job holds is reported, not waited for. */
  initializeTableProcessing(input: {
    table_config: TableConfig;
    tenant_config: TenantConfig;
    job_id: string;
    execution_id: string;
    batch: TableBatch | null;
  }): Promise<TableState>;
  /** Makes the job's plan for the table once; every later call reads it back. */
  calculateChunks(input: {
    table_config: TableConfig;
    tenant_config: TenantConfig;
    job_id: string;
    table_state: TableState;
    batch: TableBatch | null;
  }): Promise<ChunkPlan>;
  evaluateChunkResults(input: {
    job_id: string;
    table_name: string;
    tenant_id: string;
    table_state: TableState;
    batch: TableBatch | null;
    chunk_results: ChunkResult[];
  }): Promise<TableEvaluation>;
  /** Commits what was read: manifest, watermark (only when every chunk completed, only forward) and the lease's end. */
  updateLastUpdatedTimestamp(input: {
    tenant_id: string;
    table_name: string;
    job_id: string;
    table_state: TableState;
    batch: TableBatch | null;
  }): Promise<LastUpdated>;

  /** Copies one chunk into the raw zone, from its checkpoint on. */
  processChunk(input: ChunkWork): Promise<ChunkProcessed>;
  updateChunkProgress(input: {
    job_id: string;
    tenant_id: string;
    table_name: string;
    chunk_id: string;
    status: 'completed' | 'failed';
    result: ChunkProcessed | null;
    error: Failure | null;
  }): Promise<void>;
  /** Decides whether a chunk that stopped, timed out or was paused goes on, and after how long a wait. */
  handleChunkTimeout(input: {
    job_id: string;
    tenant_id: string;
    table_name: string;
    chunk_config: ChunkConfig;
    timeout_error: Failure;
  }): Promise<ChunkResumption>;
}
export type ActivityName = keyof ActivityContract;
export type ActivityInput<N extends ActivityName> = Parameters<ActivityContract[N]>[0];
export type ActivityOutput<N extends ActivityName> = Awaited<ReturnType<ActivityContract[N]>>;

export interface PipelineConfig {
  job_id: string;
  execution_id: string;
  /** `multi-tenant`, `single-tenant` or `batched`; anything else fails the run. */
  mode: string;
  /** In the order in which they are started; empty when batched. */
  tenants: TenantConfig[];
  /** Each is one more execution of the orchestrator; empty unless batched. */
  batches: { job_id: string; execution_id: string; index: number; tenants: number }[];
  /** RFC 3339. */
  started_at: string;
}

export interface AggregateInput {
  job_id: string;
  processing_mode: 'multi-tenant' | 'single-tenant' | 'batched';
  started_at: string;
  /** The orchestrator's batch that these are the results of. */
  batch: { index: number } | null;
  tenant_results: TenantResult[];
  /** Counts of the batches' executions, when batched. */
  batch_results: BatchResult[];
}
export interface BatchResult {
  index: number;
  total_tenants: number;
  successful_tenants: number;
  partial_tenants: number;
  failed_tenants: number;
  total_records_processed: number;
}
export interface Notified {
  notified: boolean;
}

export interface TableDiscovery {
  /** Absent when the tenant has no services at all. */
  enabled_tables?: TableConfig[];
  table_count: number;
}
export interface CanonicalResult {
  merged: { canonical_table: string; manifests: number; versions: number }[];
}

export interface TableState {
  status: 'ready' | 'skipped';
  /** The job that holds the table, when skipped. */
  running_in: string | null;
  /** Who writes the table: the pipeline's execution. */
  owner: string;
  /** Grows with each lease; a writer with an older number is refused. */
  fence: number;
}
export interface ChunkPlan {
  total_chunks: number;
  /** Those that this execution processes itself; empty when there are batches. */
  chunks: ChunkConfig[];
  /** Each is one more execution of the table processor; empty unless the plan is longer than one execution's history allows. */
  batches: TableBatch[];
  /** Why there is nothing to process, or what guarantee the read gives. */
  message: string;
}
export interface LastUpdated {
  /** The watermark as it now is, RFC 3339; null: none. */
  last_updated: string | null;
  advanced: boolean;
}

export interface ChunkWork {
  chunk_config: ChunkConfig;
  table_config: TableConfig;
  tenant_config: TenantConfig;
  job_id: string;
  table_state: TableState;
}
export interface ChunkProcessed {
  chunk_id: string;
  records_processed: number;
  records_quarantined: number;
  parts: number;
  bytes: number;
  api_calls: number;
}
export interface ChunkResumption {
  resume: boolean;
  /** Whole seconds. */
  wait_seconds: number;
  /** Why it does not go on, when it does not. */
  reason: string;
}

/** What an engine's host gives beside the input. */
export interface ActivityContext {
  /** From 1. */
  attempt: number;
  /** Unique for each attempt. */
  attempt_token: string;
  /** Aborted when the activity is cancelled or its host shuts down. */
  signal: AbortSignal;
  /** Says that the attempt is alive. Cheap: the host sends at most what the engine needs. */
  heartbeat: (details?: unknown) => void;
  /** Milliseconds until the engine gives this attempt up. */
  remaining: () => number;
}
export type Activity<N extends ActivityName> = (
  input: ActivityInput<N>,
  context: ActivityContext,
) => Promise<ActivityOutput<N>>;
export type Activities = { [N in ActivityName]: Activity<N> };
