/**
 * Every failure that may cross an engine. The type's text is what Retry and Catch, Temporal's retry policies and workflow
 * code match: changing one breaks running executions.
 */
export abstract class ActivityError extends Error {
  static readonly type: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    // Not the class's own name, which a minifier renames: both engines read this one.
    this.name = (this.constructor as typeof ActivityError).type;
  }
}

/** The run's input is wrong: an unknown tenant, table or job, a field of the wrong type. */
export class InvalidInput extends ActivityError {
  static override readonly type = 'InvalidInput';
}

/** A tenant's configuration does not fit its source, or names a secret that is not there. */
export class InvalidConfiguration extends ActivityError {
  static override readonly type = 'InvalidConfiguration';
}

/** The source refused the credentials (401, 403). */
export class Unauthorized extends ActivityError {
  static override readonly type = 'Unauthorized';
}

/** The source refused the request itself (another 4xx). */
export class RequestRefused extends ActivityError {
  static override readonly type = 'RequestRefused';
}

/** The source answered 429 more often than one call may wait for. */
export class TooManyRequests extends ActivityError {
  static override readonly type = 'TooManyRequests';
}

/** 5xx, a time-out, a refused or broken connection: what the circuit breaker counts. */
export class SourceUnavailable extends ActivityError {
  static override readonly type = 'SourceUnavailable';
}

/** An answer that is not a whole page: cut, not JSON, without the records that it should hold. */
export class InvalidPage extends ActivityError {
  static override readonly type = 'InvalidPage';
}

/** Too many failures of this tenant's service: nothing is sent until the breaker lets a probe through. */
export class CircuitOpen extends ActivityError {
  static override readonly type = 'CircuitOpen';
}

/** The source asked for a wait longer than this attempt has; the moment is in the state store. */
export class SourcePaused extends ActivityError {
  static override readonly type = 'SourcePaused';
}

/** The chunk stopped itself before its time limit; its checkpoint is in the state store. */
export class ChunkStopped extends ActivityError {
  static override readonly type = 'ChunkStopped';
}

/** Another attempt of the same chunk has taken it over. */
export class ChunkTaken extends ActivityError {
  static override readonly type = 'ChunkTaken';
}

/** Another job has taken the table over. */
export class LeaseLost extends ActivityError {
  static override readonly type = 'LeaseLost';
}

/** More bad records than the table's limit. */
export class QuarantineLimitExceeded extends ActivityError {
  static override readonly type = 'QuarantineLimitExceeded';
}

/** The lake cannot be written: missing, read-only, full. */
export class LakeUnavailable extends ActivityError {
  static override readonly type = 'LakeUnavailable';
}

/** Another merge of the same canonical table came first; the next attempt starts from its result. */
export class MergeConflict extends ActivityError {
  static override readonly type = 'MergeConflict';
}

/** Those that another attempt cannot mend; `workflows/policies.ts` lists the same, a test holds them together. */
export const nonRetryable = [
  InvalidInput,
  InvalidConfiguration,
  Unauthorized,
  RequestRefused,
  LeaseLost,
  QuarantineLimitExceeded,
] as const;
