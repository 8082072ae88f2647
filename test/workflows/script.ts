import { Context } from '@temporalio/activity';
import type {
  Activities,
  ActivityContext,
  ActivityInput,
  ActivityName,
  ActivityOutput,
  ChunkPlan,
} from '../../activities/contract.ts';
import { statusOf } from '../../activities/outcome.ts';
import { hostActivities } from '../../worker/activity-host.ts';
import type { PipelineOutput, TableConfig, TableOutput } from '../../workflows/shapes.ts';

export interface Call<N extends ActivityName = ActivityName> {
  activity: N;
  input: ActivityInput<N>;
  workflowId: string;
  attempt: number;
  /** Epoch milliseconds of the server's own clock. */
  scheduled: number;
}

/** The calls of one activity, in order. */
export function made<N extends ActivityName>(calls: readonly Call[], activity: N): Call<N>[] {
  return calls.filter((call) => call.activity === activity) as unknown as Call<N>[];
}

/** What an activity does instead of the ordinary; `nth` counts the calls that have the same key, from 1. */
export type Script = {
  [N in ActivityName]?: (
    input: ActivityInput<N>,
    call: { nth: number; context: ActivityContext },
  ) => ActivityOutput<N> | Promise<ActivityOutput<N>>;
};

interface Play {
  script: Script;
  calls: Call[];
  counts: Map<string, number>;
}

/**
 * Activities that do as they are told, and the ordinary where they are told nothing: each run, known by its root's id, has its
 * own script. Real host, scripted data: the workflows are what is being tested.
 */
export function createStage() {
  const plays = new Map<string, Play>();
  const play = (workflowId: string): Play => {
    const found = plays.get(workflowId.split('/')[0]!);
    if (found === undefined) throw new Error(`no script for ${workflowId}`);
    return found;
  };
  const perform = (activity: ActivityName, input: unknown, context: ActivityContext): unknown => {
    const { info } = Context.current();
    const { workflowId } = info.workflowExecution!;
    const { script, calls, counts } = play(workflowId);
    calls.push({
      activity,
      input: input as Call['input'],
      workflowId,
      attempt: info.attempt,
      scheduled: info.currentAttemptScheduledTimestampMs,
    });
    const key = `${activity} ${keyOf(input)}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    const told = script[activity] as ((input: unknown, call: object) => unknown) | undefined;
    return told === undefined
      ? (ordinary[activity] as (input: unknown) => unknown)(input)
      : told(input, { nth, context });
  };
  const activities = Object.fromEntries(
    (Object.keys(ordinary) as ActivityName[]).map((name) => [
      name,
      (input: unknown, context: ActivityContext) => perform(name, input, context),
    ]),
  ) as unknown as Activities;
  return {
    /** As a Temporal worker calls them. */
    activities: hostActivities(activities),
    /** As they are before any host. */
    unhosted: activities,
    /** Sets what a run's activities do; gives the list that their calls are written to. */
    set(rootId: string, script: Script): Call[] {
      const calls: Call[] = [];
      plays.set(rootId, { script, calls, counts: new Map() });
      return calls;
    },
  };
}

/** Calls about the same thing are counted together: a chunk's, a table's, a tenant's. */
function keyOf(input: unknown): string {
  const { tenant_config, tenant_id, table_config, table_name, chunk_config, chunk_id, batch } = input as Record<
    string,
    Record<string, unknown> | string | undefined
  >;
  return JSON.stringify([
    tenant_config ?? tenant_id,
    table_config ?? table_name,
    chunk_config ?? chunk_id,
    batch ?? null,
  ]);
}

/** A world in which all goes well: one tenant with one table of two chunks. */
const ordinary: { [N in ActivityName]: (input: ActivityInput<N>) => ActivityOutput<N> } = {
  initializePipeline: ({ execution_id }) => pipeline(execution_id, ['acme']),
  aggregateResults: (input) => summary(input.job_id, input.tenant_results, input.batch_results),
  notifyCompletion: () => ({ notified: true }),
  handleInitializationFailure: () => ({ notified: true }),
  discoverTenantTables: () => tables(['crm/tickets']),
  evaluateTableResults: ({ table_results }) => tenantEvaluation(table_results),
  triggerCanonicalTransformation: () => ({ merged: [] }),
  initializeTableProcessing: ({ execution_id }) => ({
    status: 'ready',
    running_in: null,
    owner: execution_id,
    fence: 1,
  }),
  calculateChunks: () => plan(2),
  evaluateChunkResults: ({ chunk_results }) => chunkEvaluation(chunk_results),
  updateLastUpdatedTimestamp: () => ({ last_updated: null, advanced: true }),
  processChunk: ({ chunk_config }) => processed(chunk_config.chunk_id),
  updateChunkProgress: () => undefined,
  handleChunkTimeout: () => ({ resume: true, wait_seconds: 0, reason: '' }),
};

export function pipeline(execution_id: string, tenants: string[], mode = 'multi-tenant') {
  return {
    job_id: execution_id,
    execution_id,
    mode,
    tenants: tenants.map((tenant_id) => ({ tenant_id, priority: 'normal' as const })),
    batches: [],
    started_at: '2030-01-01T00:00:00.000Z',
  };
}

export function tables(names: string[]): ActivityOutput<'discoverTenantTables'> {
  return { enabled_tables: names.map(table), table_count: names.length };
}
export function table(table_name: string): TableConfig {
  return { table_name, force_full_sync: false, chunk_size_override: null };
}

export function plan(chunks: number): ChunkPlan {
  return {
    total_chunks: chunks,
    chunks: Array.from({ length: chunks }, (_, index) => ({ chunk_id: `chunk-${index}`, chunk_index: index })),
    batches: [],
    message: 'read exact',
  };
}

export function processed(chunk_id: string): ActivityOutput<'processChunk'> {
  return { chunk_id, records_processed: 10, records_quarantined: 0, parts: 1, bytes: 100, api_calls: 1 };
}

function chunkEvaluation(results: ActivityInput<'evaluateChunkResults'>['chunk_results']) {
  return {
    status: statusOf(results),
    total_chunks: results.length,
    completed_chunks: results.filter(({ status }) => status === 'completed').length,
    failed_chunks: results.filter(({ status }) => status === 'failed').length,
    records_processed: results.reduce((sum, result) => sum + result.records_processed, 0),
    records_quarantined: 0,
    error: results.find(({ error }) => error !== null)?.error ?? null,
  };
}

function tenantEvaluation(results: TableOutput[]) {
  const completed_tables = results.filter(({ status }) => status === 'completed').map(({ table_name }) => table_name);
  return {
    status: statusOf(results),
    should_trigger_canonical: completed_tables.length > 0,
    completed_tables,
    records_processed: results.reduce((sum, result) => sum + result.records_processed, 0),
    tables_processed: completed_tables.length,
    error: results.find(({ error }) => error !== null)?.error ?? null,
  };
}

function summary(
  job_id: string,
  tenant_results: PipelineOutput['tenant_results'],
  batches: ActivityInput<'aggregateResults'>['batch_results'],
): PipelineOutput {
  const having = (status: string) => tenant_results.filter((result) => result.status === status).length;
  const total = (field: keyof (typeof batches)[number]) => batches.reduce((sum, batch) => sum + batch[field], 0);
  return {
    job_id,
    status: batches.length > 0 ? 'completed' : statusOf(tenant_results),
    total_tenants: tenant_results.length + total('total_tenants'),
    successful_tenants: having('completed') + total('successful_tenants'),
    partial_tenants: having('partial') + total('partial_tenants'),
    failed_tenants: having('failed') + total('failed_tenants'),
    total_records_processed:
      tenant_results.reduce((sum, result) => sum + result.records_processed, 0) + total('total_records_processed'),
    execution_time_seconds: 1,
    tenant_results,
    tenant_results_truncated: false,
  };
}
