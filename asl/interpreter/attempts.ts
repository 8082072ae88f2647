import type { Catcher, MapState, ParallelState, Retrier, TaskState } from '../spec/states.ts';
import { errors, isCatchable, StateFailure } from './failure.ts';
import { assignments, evaluatedAssignments, mergeResult, outputOf, payloadOf } from './finish.ts';
import type { Outcome, Visit } from './frame.ts';
import { sleepUntil } from './sleep.ts';

export type Retriable = TaskState | ParallelState | MapState;

/**
 * Retry and Catch. Each retrier counts the errors that it matched, whichever they were; the first that matches decides.
 * https://states-language.net/#errors
 */
export async function withAttempts<S extends Retriable>(
  visit: Visit<S>,
  attempt: () => Promise<Outcome>,
  { givenUp }: { givenUp?: () => void } = {},
): Promise<Outcome> {
  const counts = new Map<Retrier, number>();
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      visit.frame.cancellation.throwIfCancelled();
      if (error.eventId > 0) visit.frame.thread.last = error.eventId;
      if (!isCatchable(error)) throw error;
      const delay = nextDelay(visit, error, counts);
      if (delay === undefined) {
        // What fails without an event of its own, such as a path that finds nothing, leaves its state without one too.
        if (error.eventId > 0) givenUp?.();
        return await caught(visit, error);
      }
      await sleepUntil(visit, visit.frame.run.clock.now() + 1000 * delay, error);
      visit.retryCount += 1;
      visit.frame.run.retried();
    }
  }
}

/** Seconds to wait before the next attempt, none if there is to be no other. */
function nextDelay(visit: Visit<Retriable>, failure: StateFailure, counts: Map<Retrier, number>): number | undefined {
  const retrier = visit.state.Retry?.find(({ ErrorEquals: names }) => matches(names, failure));
  if (retrier === undefined) return undefined;
  const done = counts.get(retrier) ?? 0;
  if (done >= (retrier.MaxAttempts ?? 3)) return undefined;
  counts.set(retrier, done + 1);
  return retryDelay(retrier, done, () => visit.frame.run.random.next());
}

/** Seconds before the retry that follows `done` others of the same retrier. */
function retryDelay(retrier: Retrier, done: number, random: () => number): number {
  const {
    IntervalSeconds: interval = 1,
    BackoffRate: rate = 2,
    MaxDelaySeconds: cap = Infinity,
    JitterStrategy: jitter,
  } = retrier;
  const delay = Math.min(interval * rate ** done, cap);
  return jitter === 'FULL' ? delay * random() : delay;
}

/** Whether a retrier or catcher for these names takes a failure that may be taken. */
export function matches(names: readonly string[], failure: StateFailure): boolean {
  return names.some((name) => matchesName(name, failure));
}

function matchesName(name: string, { errorName, missedHeartbeat }: StateFailure): boolean {
  if (name === errors.all || name === errorName) return true;
  // Measured on AWS: an expression that fails is no failure of the task.
  if (name === errors.taskFailed) return errorName !== errors.timeout && errorName !== errors.queryEvaluationError;
  return name === errors.heartbeatTimeout && missedHeartbeat;
}

async function caught(visit: Visit<Retriable>, failure: StateFailure): Promise<Outcome> {
  const index = visit.state.Catch?.findIndex(({ ErrorEquals: names }) => matches(names, failure)) ?? -1;
  if (index === -1) throw failure;
  const catcher = visit.state.Catch![index]!;
  return visit.jsonata
    ? caughtWithExpressions(visit, catcher, failure, `Catch[${index}]/`)
    : caughtWithPaths(visit, catcher, failure);
}

function caughtWithPaths(visit: Visit<Retriable>, catcher: Catcher, failure: StateFailure): Outcome {
  const errorOutput = errorOutputOf(failure);
  return {
    output: payloadOf(visit, mergeResult(visit, catcher.ResultPath, errorOutput)),
    next: catcher.Next,
    assigned: catcher.Assign && assignments(visit, catcher.Assign, errorOutput),
  };
}

async function caughtWithExpressions(
  visit: Visit<Retriable>,
  catcher: Catcher,
  failure: StateFailure,
  location: string,
): Promise<Outcome> {
  const errorOutput = errorOutputOf(failure);
  return {
    assigned:
      catcher.Assign && (await evaluatedAssignments(visit, catcher.Assign, { errorOutput }, `${location}Assign`)),
    output: await outputOf(visit, catcher.Output, errorOutput, { errorOutput }, `${location}Output`),
    next: catcher.Next,
  };
}

/** Measured on AWS: a time-out has an empty Cause here and none in the history; a callback without names has nulls. */
function errorOutputOf({ errorName, failureCause }: StateFailure): { Error: string | null; Cause: string | null } {
  return { Error: errorName ?? null, Cause: failureCause ?? (errorName === errors.timeout ? '' : null) };
}
