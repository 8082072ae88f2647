import { randomUUID } from 'node:crypto';
import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { Activities, ActivityContext, ActivityName } from '../activities/contract.ts';
import { engineFailure } from './failures.ts';
import { redactText } from './redaction.ts';

/** Often enough that a dead worker, and a cancellation, are noticed soon. */
export const heartbeatIntervalMs = 5_000;

type Hosted = { [N in ActivityName]: (input: unknown) => Promise<unknown> };

/** The activities as a Temporal worker calls them. */
export function hostActivities(activities: Activities): Hosted {
  const names = Object.keys(activities) as ActivityName[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      hosted(activities[name] as (input: unknown, context: ActivityContext) => Promise<unknown>),
    ]),
  ) as Hosted;
}

function hosted(activity: (input: unknown, context: ActivityContext) => Promise<unknown>) {
  return async (input: unknown): Promise<unknown> => {
    const temporal = Context.current();
    const pulse = startPulse(temporal);
    try {
      return await activity(input, contextOf(temporal, pulse.heartbeat));
    } catch (error) {
      // Whatever an aborted activity throws, what happened is that it was stopped.
      if (temporal.cancellationSignal.aborted) throw temporal.cancellationSignal.reason;
      throw asFailure(error, temporal.info.retryPolicy?.nonRetryableErrorTypes ?? []);
    } finally {
      pulse.stop();
    }
  };
}

function contextOf({ info, cancellationSignal }: Context, heartbeat: ActivityContext['heartbeat']): ActivityContext {
  // Our own monotonic clock: the server's times are of another clock.
  const end = performance.now() + info.startToCloseTimeoutMs;
  return {
    attempt: info.attempt,
    // Random: the same attempt can be handed out twice when a server comes back from an earlier state.
    attempt_token: randomUUID(),
    signal: cancellationSignal,
    heartbeat,
    remaining: () => Math.max(0, end - performance.now()),
  };
}

/** Says every few seconds that the attempt is alive, with what the activity said last. */
function startPulse(temporal: Context): { heartbeat: (details?: unknown) => void; stop: () => void } {
  const { heartbeatTimeoutMs } = temporal.info;
  let last: unknown;
  if (heartbeatTimeoutMs === undefined || heartbeatTimeoutMs === 0)
    return { heartbeat: () => undefined, stop: () => undefined };
  const timer = setInterval(
    () => {
      temporal.heartbeat(last);
    },
    Math.min(heartbeatIntervalMs, heartbeatTimeoutMs / 4),
  );
  return {
    heartbeat: (details) => {
      last = details;
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

function asFailure(error: unknown, nonRetryableTypes: readonly string[]): ApplicationFailure {
  const { type, message, expected } = engineFailure(error, nonRetryableTypes);
  const failure = ApplicationFailure.create({
    type,
    message,
    ...(expected ? { category: ApplicationFailureCategory.BENIGN } : {}),
  });
  if (error instanceof Error && error.stack !== undefined) failure.stack = redactText(error.stack);
  return failure;
}
