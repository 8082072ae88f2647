import type { ActivityInput, ChunkResumption, PipelineConfig, TableDiscovery } from '../../activities/contract.ts';
import type { Failure } from '../../workflows/shapes.ts';

/** What one execution's history says, in our own words; `translate` makes them of Temporal's events. */
export type HistoryStep =
  | { kind: 'child started'; workflowId: string; runId: string; workflow: string; input: unknown }
  | { kind: 'child ended'; runId: string; failure: Failure | null }
  | { kind: 'activity scheduled'; id: string; activity: string; input: unknown; at_ms: number }
  | { kind: 'activity completed'; id: string; result: unknown }
  | { kind: 'activity canceled'; id: string }
  | { kind: 'activity failed'; id: string; failure: Failure }
  | { kind: 'timer started'; id: string; until_ms: number }
  | { kind: 'timer ended'; id: string }
  /** The workflow's code runs: it answers what happened until now. */
  | { kind: 'task started' }
  | { kind: 'ended'; status: EndStatus; result: unknown; failure: Failure | null };

export type EndStatus = 'completed' | 'failed' | 'canceled' | 'terminated' | 'timed out';

export interface ChildRef {
  workflowId: string;
  runId: string;
  workflow: string;
  input: unknown;
}

/** A pause that the workflow itself makes before it tries again. */
export interface Pause {
  until_ms: number;
  /** The chunk or table that is tried again; empty where the history does not tell. */
  subject: string;
  reason: Failure | null;
  /** The try that follows, from 2. */
  attempt: number;
}

/** One execution as far as its history was read. */
export interface Execution {
  children: Map<string, ChildRef & { open: boolean }>;
  pauses: Map<string, Pause>;
  end: { status: EndStatus; result: unknown; failure: Failure | null } | null;
  /** What the run covers, as its first activity answered. */
  covers: Covered | null;
  /** Of an activity, with all of its words: upward goes only so much. */
  lastFailure: Failure | null;
  /** Tries that failed and were, or will be, followed by another. */
  retries: number;
  scheduled: Map<string, { activity: string; subject: string; input: unknown; at_ms: number }>;
  /** Failures that the workflow's code has not seen yet, and those that it is answering, oldest first. */
  unseen: FailedTry[];
  answering: FailedTry[];
  tries: Map<string, number>;
}

/** Of a pipeline: its job and number of tenants. Of a tenant: its number of tables. */
export interface Covered {
  job_id: string;
  count: number;
}

interface FailedTry {
  subject: string;
  failure: Failure;
}

export function newExecution(): Execution {
  return {
    children: new Map(),
    pauses: new Map(),
    end: null,
    covers: null,
    lastFailure: null,
    retries: 0,
    scheduled: new Map(),
    unseen: [],
    answering: [],
    tries: new Map(),
  };
}

/** Takes one step of the history in. Steps come in their order, each once. */
export function advance(execution: Execution, step: HistoryStep): void {
  switch (step.kind) {
    case 'child started':
      execution.children.set(step.runId, { ...step, open: true });
      return;
    case 'child ended': {
      const child = execution.children.get(step.runId);
      if (child === undefined) return;
      child.open = false;
      if (step.failure !== null) execution.unseen.push({ subject: subjectOf(child.input), failure: step.failure });
      return;
    }
    case 'activity scheduled':
      scheduled(execution, step);
      return;
    case 'activity completed':
      completed(execution, step.id, step.result);
      return;
    case 'activity canceled':
      execution.scheduled.delete(step.id);
      return;
    case 'activity failed':
      failed(execution, step.id, step.failure);
      return;
    case 'timer started':
      paused(execution, step.id, step.until_ms);
      return;
    case 'timer ended':
      execution.pauses.delete(step.id);
      return;
    case 'task started':
      execution.answering = execution.unseen;
      execution.unseen = [];
      return;
    case 'ended':
      execution.end = { status: step.status, result: step.result, failure: step.failure };
      execution.pauses.clear();
  }
}

function scheduled(
  execution: Execution,
  { id, activity, input, at_ms }: Extract<HistoryStep, { kind: 'activity scheduled' }>,
): void {
  const subject = subjectOf(input);
  execution.scheduled.set(id, { activity, subject, input, at_ms });
  // Something else was done about this chunk's failure than to wait.
  execution.answering = execution.answering.filter((one) => one.subject !== subject);
}

function failed(execution: Execution, id: string, failure: Failure): void {
  const subject = execution.scheduled.get(id)?.subject ?? '';
  execution.scheduled.delete(id);
  execution.lastFailure = failure;
  execution.unseen.push({ subject, failure });
}

function completed(execution: Execution, id: string, result: unknown): void {
  const call = execution.scheduled.get(id);
  execution.scheduled.delete(id);
  switch (call?.activity) {
    case 'initializePipeline': {
      const { job_id, tenants, batches } = result as PipelineConfig;
      execution.covers = { job_id, count: batches.reduce((sum, batch) => sum + batch.tenants, tenants.length) };
      return;
    }
    case 'discoverTenantTables':
      execution.covers = { job_id: '', count: (result as TableDiscovery).table_count };
      return;
    case 'handleChunkTimeout':
      // A chunk that is to go on after a stop waits for the reason that it stopped for.
      if (!(result as ChunkResumption).resume) return;
      execution.unseen.push({
        subject: call.subject,
        failure: (call.input as ActivityInput<'handleChunkTimeout'>).timeout_error,
      });
  }
}

/** A workflow answers failures in the order in which they came. */
function paused(execution: Execution, id: string, until_ms: number): void {
  const failure = execution.answering.shift();
  const subject = failure?.subject ?? '';
  const attempt = (execution.tries.get(subject) ?? 1) + 1;
  execution.tries.set(subject, attempt);
  execution.retries += 1;
  execution.pauses.set(id, { until_ms, subject, reason: failure?.failure ?? null, attempt });
}

/** The chunk or table that a call is about; empty for the execution itself. */
export function subjectOf(input: unknown): string {
  const call = (input ?? {}) as {
    chunk_id?: string;
    chunk_config?: { chunk_id?: string };
    table_config?: { table_name?: string };
  };
  return call.chunk_id ?? call.chunk_config?.chunk_id ?? call.table_config?.table_name ?? '';
}
