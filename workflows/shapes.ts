import { z } from 'zod';

/**
 * What the workflows take and give. Field names are snake_case because they are the payloads' public names.
 * The client checks a start's input against these schemas, the first activity checks it again; workflow code never does.
 * Every optional input may be absent or null: both mean the same.
 */

/** A name that becomes part of ids and of paths in the lake: ASCII, no separators, not starting with a dot. */
const name = (what: string, max: number) =>
  z
    .string()
    .regex(
      new RegExp(`^[A-Za-z0-9][A-Za-z0-9._-]{0,${String(max - 1)}}$`),
      `${what}: 1 to ${String(max)} of the characters A-Z a-z 0-9 . _ - are allowed, the first one a letter or a digit`,
    );

export const tenantId = name('tenant id', 40);
export const serviceName = name('service name', 40);
/** A table within its service, `tickets`. */
export const localTableName = name('table name', 60);
/** A table within its tenant: `<service>/<table>`, as in `connectwise/tickets`. */
export const tableName = z.string().refine(
  (text) => {
    const [service, table, ...rest] = text.split('/');
    return rest.length === 0 && serviceName.safeParse(service).success && localTableName.safeParse(table).success;
  },
  { error: 'a table is named SERVICE/TABLE, as in connectwise/tickets' },
);
/** Job id = workflow id = Step Functions execution name, which allows 80 characters. */
export const jobId = name('job id', 80);

export const priority = z.enum(['high', 'normal', 'low']);
export type Priority = z.infer<typeof priority>;

/** What failed, alike on both engines. `message` is for people: nothing may branch on it. */
export const failure = z.object({ type: z.string(), message: z.string() });
export type Failure = z.infer<typeof failure>;

export const pipelineInput = z.strictObject({
  /** Only this tenant; absent: every enabled tenant. */
  tenant_id: tenantId.nullish(),
  /** Only this table of each tenant; absent: every enabled table. */
  table_name: tableName.nullish(),
  /** Read everything again, not only what changed since the watermark. */
  force_full_sync: z.boolean().nullish(),
  /** Records per chunk, instead of the computed size. */
  chunk_size_override: z.int().min(1).max(1_000_000).nullish(),
  /** Priority of this run's tasks, and the default priority of its tenants. */
  priority: priority.nullish(),
  /** Go on with this job's plans and checkpoints under a new execution. */
  resume_job_id: jobId.nullish(),
  /** Set by the orchestrator itself where it divides a run of very many tenants. */
  batch: z.strictObject({ job_id: jobId, execution_id: jobId, index: z.int().min(0), tenants: z.int() }).nullish(),
});
export type PipelineInput = z.infer<typeof pipelineInput>;

/** A tenant as payloads carry it. Settings and secret references stay in the state store. */
export const tenantConfig = z.object({ tenant_id: tenantId, priority });
export type TenantConfig = z.infer<typeof tenantConfig>;

/** A table as payloads carry it. */
export const tableConfig = z.object({
  table_name: tableName,
  force_full_sync: z.boolean(),
  chunk_size_override: z.int().nullable(),
});
export type TableConfig = z.infer<typeof tableConfig>;

/** A part of a chunk plan that a child execution takes over, under its parent's lease. */
export const tableBatch = z.object({ index: z.int().min(0), fence: z.int() });
export type TableBatch = z.infer<typeof tableBatch>;

export const chunkConfig = z.object({ chunk_id: z.string(), chunk_index: z.int().min(0) });
export type ChunkConfig = z.infer<typeof chunkConfig>;

/** `skipped`: another job holds the table's lease. */
export const tableStatus = z.enum(['completed', 'partial', 'failed', 'skipped']);
export type TableStatus = z.infer<typeof tableStatus>;
/** completed: all parts; failed: none; else partial. */
export const status = z.enum(['completed', 'partial', 'failed']);
export type Status = z.infer<typeof status>;

export const chunkResult = z.object({
  chunk_id: z.string(),
  status: z.enum(['completed', 'failed']),
  records_processed: z.int(),
  error: failure.nullable(),
});
export type ChunkResult = z.infer<typeof chunkResult>;

/** How a table ended, in a size that does not grow with its data. */
export const tableEvaluation = z.object({
  status: tableStatus,
  total_chunks: z.int(),
  completed_chunks: z.int(),
  failed_chunks: z.int(),
  records_processed: z.int(),
  records_quarantined: z.int(),
  /** The first failed chunk's failure. */
  error: failure.nullable(),
});
export type TableEvaluation = z.infer<typeof tableEvaluation>;

export const tableInput = z.object({
  table_config: tableConfig,
  tenant_config: tenantConfig,
  job_id: jobId,
  execution_id: jobId,
  batch: tableBatch.nullable(),
});
export type TableInput = z.infer<typeof tableInput>;

export const tableOutput = z.object({
  table_name: tableName,
  tenant_id: tenantId,
  status: tableStatus,
  message: z.string(),
  records_processed: z.int(),
  total_chunks: z.int(),
  failed_chunks: z.int(),
  error: failure.nullable(),
});
export type TableOutput = z.infer<typeof tableOutput>;

export const tenantInput = z.object({ tenant_config: tenantConfig, job_id: jobId, execution_id: jobId });
export type TenantInput = z.infer<typeof tenantInput>;

/** How a tenant ended, in a size that does not grow with its tables. */
export const tenantResult = z.object({
  tenant_id: tenantId,
  status,
  records_processed: z.int(),
  tables_processed: z.int(),
  /** Seconds. */
  execution_time: z.number(),
  error: failure.nullable(),
});
export type TenantResult = z.infer<typeof tenantResult>;

export const tenantEvaluation = z.object({
  status,
  should_trigger_canonical: z.boolean(),
  completed_tables: z.array(tableName),
  records_processed: z.int(),
  tables_processed: z.int(),
  /** The first failed table's failure. */
  error: failure.nullable(),
});
export type TenantEvaluation = z.infer<typeof tenantEvaluation>;

export const tenantOutput = z.object({
  tenant_id: tenantId,
  status,
  message: z.string(),
  table_count: z.int(),
  table_results: z.array(tableOutput),
  result: tenantResult,
});
export type TenantOutput = z.infer<typeof tenantOutput>;

export const pipelineOutput = z.object({
  job_id: jobId,
  status,
  total_tenants: z.int(),
  successful_tenants: z.int(),
  partial_tenants: z.int(),
  failed_tenants: z.int(),
  total_records_processed: z.int(),
  execution_time_seconds: z.number(),
  /** At most 64 KiB of them; where there are more, the rest is in the state store under the job. */
  tenant_results: z.array(tenantResult),
  tenant_results_truncated: z.boolean(),
});
export type PipelineOutput = z.infer<typeof pipelineOutput>;
