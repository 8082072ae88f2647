import { randomUUID } from 'node:crypto';
import type { Activities, ActivityContext, ActivityName } from '../activities/contract.ts';
import { TaskFailure, type TaskCall, type TaskHandlers } from '../asl/interpreter/tasks/handler.ts';
import { nonRetryableErrorTypes } from '../workflows/policies.ts';
import { engineFailure } from './failures.ts';

export interface HostedTasks {
  /** By the activities' names. */
  tasks: TaskHandlers;
  /** Resolves when no call is under way: one that was given up may still be coming to its end. */
  settled: () => Promise<void>;
}

/** The activities as Tasks of the interpreter call them; failures look as Lambda's runtime makes them. */
export function hostTasks(activities: Activities): HostedTasks {
  const running = new Set<Promise<unknown>>();
  const names = Object.keys(activities) as ActivityName[];
  const tasks = Object.fromEntries(
    names.map((name) => {
      const activity = activities[name] as (input: unknown, context: ActivityContext) => Promise<unknown>;
      const handler = (input: unknown, call: TaskCall) => {
        const result = activity(input, contextOf(call)).catch((error: unknown) => {
          throw failureOf(error);
        });
        running.add(result);
        return result.finally(() => running.delete(result));
      };
      return [name, handler];
    }),
  );
  const settled = async () => {
    while (running.size > 0) await Promise.allSettled(running);
  };
  return { tasks, settled };
}

function contextOf({ retryCount, timeoutSeconds = Infinity, signal }: TaskCall): ActivityContext {
  const end = performance.now() + 1000 * timeoutSeconds;
  return {
    attempt: retryCount + 1,
    attempt_token: randomUUID(),
    signal,
    // Interpreter and activity end together: nobody has to be told that one is alive.
    heartbeat: () => undefined,
    remaining: () => Math.max(0, end - performance.now()),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
function failureOf(error: unknown): TaskFailure {
  const { type, message } = engineFailure(error, nonRetryableErrorTypes);
  return new TaskFailure(type, JSON.stringify({ errorType: type, errorMessage: message, trace: [] }));
}
