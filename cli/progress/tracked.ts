import type { Failure } from '../../workflows/shapes.ts';
import type { Execution } from './execution.ts';

/** An execution and what it was asked to do. */
export interface Tracked {
  workflowId: string;
  runId: string;
  workflow: string;
  input: unknown;
  parent: Tracked | null;
  execution: Execution;
  /** Retries that the server makes by itself. */
  retrying: ServerRetry[];
}

export interface ServerRetry {
  activity: string;
  attempt: number;
  failure: Failure | null;
  until_ms: number | null;
}

/** Reads what is new of an execution and of all that it started: every execution seen so far, parents before their children. */
export type Follow = () => Promise<readonly Tracked[]>;
