import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  ChildWorkflowFailure,
  TerminatedFailure,
  TimeoutFailure,
  isCancellation,
  sleep,
} from '@temporalio/workflow';
import type { Failure } from './shapes.ts';

/**
 * Four constructs that mean the same on Temporal and on Step Functions, where the SDK's own means do not.
 * They are ordinary workflow code: use them in any Temporal workflow.
 */

/** One entry of a retry list: for which failures, how often, after what waits. The first entry that matches a failure decides. */
export interface Retrier {
  /**
   * Error types. `'Timeout'`: any time-out. `'All'`: everything but a cancellation and, of an activity, the types that its
   * policy lists as non-retryable. Of a child's failure only these two can be told apart, as on Step Functions: `'Timeout'`
   * is the child's own time limit, `'All'` whatever else made it fail.
   */
  errors: readonly string[];
  /** Before the first retry: a text as Temporal's SDK reads it, `'30 seconds'`, or milliseconds. */
  interval: string | number;
  /** The first try counts: 1 means no retry. Counted for this entry alone. */
  maximumAttempts: number;
  /** What the interval is multiplied by after each retry; 2 if absent. */
  backoffCoefficient?: number;
  /** The interval's cap; none if absent. */
  maximumInterval?: string | number;
}

/**
 * `Promise.all(items.map(fn))` with at most `limit` calls at once. The results keep the items' order. After the first failure
 * no call starts; the calls under way are cancelled and awaited, then the failure is thrown: nothing runs on behind the
 * caller's back, if its activities have `cancellationType: 'WAIT_CANCELLATION_COMPLETED'`.
 *
 * @throws RangeError if `limit` is not a whole number of at least 1
 */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  limit: number,
  fn: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError(`limit must be a whole number of at least 1: ${limit}`);
  }
  const results = new Array<R>(items.length);
  let next = 0;
  const takeTurns = async (scope: CancellationScope): Promise<void> => {
    while (next < items.length) {
      // A call may have succeeded, or swallowed its cancellation, after all was stopped: its turn is still the last.
      if (scope.consideredCancelled) await scope.cancelRequested;
      const index = next++;
      results[index] = await fn(items[index] as T, index);
    }
  };
  await settleTogether(Array.from({ length: Math.min(limit, items.length) }, () => takeTurns));
  return results;
}

/** Runs every branch at once, under the same rule as `mapConcurrently`: a failure cancels the others, settles them, is thrown. */
export async function allOf<T extends readonly (() => Promise<unknown>)[]>(
  branches: readonly [...T],
): Promise<{ -readonly [K in keyof T]: T[K] extends () => Promise<infer R> ? R : never }> {
  const results: unknown[] = [];
  await settleTogether(
    branches.map((branch, index) => async () => {
      results[index] = await branch();
    }),
  );
  return results as never;
}

async function settleTogether(branches: readonly ((scope: CancellationScope) => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  await CancellationScope.cancellable(async () => {
    const scope = CancellationScope.current();
    await Promise.all(
      branches.map(async (branch) => {
        try {
          await branch(scope);
        } catch (error) {
          failures.push(error);
          scope.cancel();
        }
      }),
    );
  });
  if (failures.length > 0) throw failures[0];
}

/**
 * Calls `fn` until it succeeds or the first entry that matches its failure has used up its attempts. Each entry counts
 * alone, as in a Step Functions Retry. The activities called inside have `maximumAttempts: 1`.
 *
 * @throws RangeError, before the first call, if an entry is not a valid one
 */
export async function withRetries<T>(retriers: readonly Retrier[], fn: () => Promise<T>): Promise<T> {
  const entries = retriers.map((retrier) => ({ errors: retrier.errors, waits: waitsOf(retrier), retries: 0 }));
  for (;;) {
    try {
      return await fn();
    } catch (error) {
      if (isCancellation(error)) throw error;
      const entry = entries.find(({ errors }) => errors.some((name) => isOf(name, error)));
      const wait = entry?.waits(entry.retries);
      if (entry === undefined || wait === undefined) throw error;
      entry.retries += 1;
      await sleep(wait);
    }
  }
}

function isOf(name: string, error: unknown): boolean {
  if (name === 'All') return !(error instanceof ActivityFailure && error.retryState === 'NON_RETRYABLE_FAILURE');
  if (error instanceof ChildWorkflowFailure) return name === 'Timeout' && error.cause instanceof TimeoutFailure;
  return name === unwrap(error).type;
}

/** Milliseconds before each retry, counted from 0; undefined: no more retries. */
function waitsOf(retrier: Retrier): (retry: number) => number | undefined {
  const { maximumAttempts, backoffCoefficient = 2, maximumInterval } = retrier;
  const interval = milliseconds(retrier.interval);
  const cap = maximumInterval === undefined ? Infinity : milliseconds(maximumInterval);
  if (!Number.isInteger(maximumAttempts) || maximumAttempts < 1) {
    throw new RangeError(`maximumAttempts must be a whole number of at least 1: ${maximumAttempts}`);
  }
  if (!(backoffCoefficient >= 1)) throw new RangeError(`backoffCoefficient must be at least 1: ${backoffCoefficient}`);
  return (retry) => (retry + 1 < maximumAttempts ? Math.min(interval * backoffCoefficient ** retry, cap) : undefined);
}

const units: readonly [RegExp, number][] = [
  [/^(ms|msecs?|milliseconds?)?$/, 1],
  [/^(s|secs?|seconds?)$/, 1_000],
  [/^(m|mins?|minutes?)$/, 60_000],
  [/^(h|hrs?|hours?)$/, 3_600_000],
  [/^(d|days?)$/, 86_400_000],
  [/^(w|weeks?)$/, 604_800_000],
  [/^(y|yrs?|years?)$/, 31_557_600_000],
];

/** Reads a duration as Temporal's SDK does, but for negative ones. */
function milliseconds(duration: string | number): number {
  const [, amount, unit = ''] = /^(\d*\.?\d+) *([a-z]*)$/.exec(String(duration).toLowerCase()) ?? [];
  const scale = units.find(([pattern]) => pattern.test(unit))?.[1];
  if (amount === undefined || scale === undefined) {
    throw new RangeError(`not a duration: '${duration}'; write '30 seconds', or milliseconds`);
  }
  return Number(amount) * scale;
}

/**
 * What failed, without Temporal's wrappers: the type and message of the innermost failure; `'Timeout'` for time-outs,
 * `'Aborted'` for a child or activity that someone else stopped, `'WorkflowError'` for what workflow code itself threw by a
 * fault, ours or a child's: Step Functions has one name for all of these. While we ourselves are being stopped, the cancellation is
 * thrown on: that is not a failure.
 */
export function failureOf(error: unknown): Failure {
  if (isCancellation(error) && CancellationScope.current().consideredCancelled) throw error;
  return unwrap(error);
}

/** JavaScript's own errors. */
const faults = ['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'URIError', 'EvalError'];

function unwrap(error: unknown): Failure {
  if ((error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) && error.cause !== undefined) {
    const failure = unwrap(error.cause);
    const isOfCode = error instanceof ChildWorkflowFailure && error.cause instanceof ApplicationFailure;
    return isOfCode && faults.includes(failure.type) ? { ...failure, type: 'WorkflowError' } : failure;
  }
  if (error instanceof TimeoutFailure) return { type: 'Timeout', message: error.message };
  if (error instanceof CancelledFailure || error instanceof TerminatedFailure) {
    return { type: 'Aborted', message: error.message };
  }
  if (error instanceof ApplicationFailure) return { type: error.type ?? 'Error', message: error.message };
  if (error instanceof Error) {
    return { type: faults.includes(error.name) ? 'WorkflowError' : error.name, message: error.message };
  }
  return { type: 'Error', message: String(error) };
}
