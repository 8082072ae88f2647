import { limits } from '../spec/limits.ts';

/**
 * The failure of a state, as Retry and Catch see it.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export class StateFailure extends Error {
  /** Absent where AWS leaves it out. */
  readonly errorName: string | undefined;
  readonly failureCause: string | undefined;
  /** The history's event that this failure comes from: what the failing of the states around it points at. */
  eventId = 0;
  /** A heartbeat did not come: reported as a time-out, and taken under both names. */
  readonly missedHeartbeat: boolean;

  constructor(errorName: string | undefined, failureCause: string | undefined, { missedHeartbeat = false } = {}) {
    super(`${errorName ?? 'failed'}: ${failureCause ?? ''}`);
    this.name = 'StateFailure';
    this.errorName = errorName;
    // A failed child's cause stands inside its parent's, escaped: uncut, it would double with each generation.
    this.failureCause = failureCause?.slice(0, limits.causeLength);
    this.missedHeartbeat = missedHeartbeat;
  }
}

/** What a history holds of a failure: absent fields are left out. */
export function failureDetails({ errorName, failureCause }: StateFailure): { error?: string; cause?: string } {
  return {
    ...(errorName === undefined ? {} : { error: errorName }),
    ...(failureCause === undefined ? {} : { cause: failureCause }),
  };
}

/** Ends the execution whatever its states would retry or catch: a limit that was passed, a handler that never settles. */
export class ExecutionFailure extends StateFailure {}

/**
 * What the interpreter needs from outside is not there: a handler, an answer, an object store. It is no failure of the
 * definition's, so it ends what waits for the execution too, whatever that would tolerate or catch.
 */
export class Unanswered extends ExecutionFailure {
  constructor(cause: string) {
    super('States.Runtime', cause);
  }
}

/** Whether Retry and Catch may take it at all. */
export function isCatchable(failure: StateFailure): boolean {
  return !(failure instanceof ExecutionFailure) && failure.errorName !== errors.runtime;
}

export const errors = {
  all: 'States.ALL',
  dataLimitExceeded: 'States.DataLimitExceeded',
  exceedToleratedFailureThreshold: 'States.ExceedToleratedFailureThreshold',
  heartbeatTimeout: 'States.HeartbeatTimeout',
  itemReaderFailed: 'States.ItemReaderFailed',
  queryEvaluationError: 'States.QueryEvaluationError',
  referencePathConflict: 'States.ReferencePathConflict',
  resultWriterFailed: 'States.ResultWriterFailed',
  runtime: 'States.Runtime',
  taskFailed: 'States.TaskFailed',
  timeout: 'States.Timeout',
} as const;
