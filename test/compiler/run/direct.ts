import { randomUUID } from 'node:crypto';
import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  RetryState,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common';
import ts from 'typescript';
import type { Json } from '../../../asl/spec/states.ts';
import { asJson, Player, thrown, type Run, type Scenario } from './scenario.ts';

/**
 * Runs workflow source as plain JavaScript, with the least that it needs of Temporal: activities with their retries, children, the constructs. It knows
 * nothing of the compiler. What would run at the same time runs one after the other.
 */
export async function runDirectly(source: string, workflow: string, scenario: Scenario): Promise<Run> {
  const player = new Player(scenario);
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const modules: Readonly<Record<string, object>> = {
    '@temporalio/workflow': sdk(player),
    'avesa/constructs': constructs,
  };
  const exported: Record<string, (input: Json) => Promise<unknown>> = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- a program that a test has made
  new Function('require', 'exports', outputText)((name: string) => modules[name], exported);
  try {
    return { outcome: { completed: asJson(await exported[workflow]!(scenario.input)) }, calls: player.calls };
  } catch (error) {
    const { type, message } = failureOf(error);
    return { outcome: { failed: type, message }, calls: player.calls };
  }
}

interface Policy {
  retry: { maximumAttempts: number; nonRetryableErrorTypes?: string[] };
}

function sdk(player: Player): object {
  return {
    ActivityFailure,
    ApplicationFailure,
    ChildWorkflowFailure,
    TimeoutFailure,
    proxyActivities: (policy: Policy) =>
      new Proxy({}, { get: (_, name: string) => (input: unknown) => call(player, name, asJson(input), policy) }),
    executeChild: async (
      workflow: (input: unknown) => Promise<unknown>,
      { args: [input] = [] }: { args?: unknown[] } = {},
    ) => {
      try {
        return asJson(await workflow(asJson(input)));
      } catch (error) {
        throw new ChildWorkflowFailure(
          undefined,
          { workflowId: '', runId: '' },
          '',
          RetryState.RETRY_POLICY_NOT_SET,
          error as Error,
        );
      }
    },
    sleep: () => Promise.resolve(),
    uuid4: () => randomUUID(),
    workflowInfo: () => ({ workflowId: 'w', runId: 'r', workflowType: 't' }),
    log: { info: () => undefined, warn: () => undefined },
  };
}

async function call(player: Player, name: string, input: Json, { retry }: Policy): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    await Promise.resolve();
    const step = player.next(name, input);
    if (!step.times_out && step.throws === undefined) return asJson(step.returns ?? null);
    const { type, message } = thrown(step);
    const isFinal = retry.nonRetryableErrorTypes?.includes(type) === true;
    if (attempt < retry.maximumAttempts && !isFinal) continue;
    const cause = step.times_out
      ? new TimeoutFailure('', undefined, TimeoutType.START_TO_CLOSE)
      : ApplicationFailure.create({ type, message });
    const state = isFinal ? RetryState.NON_RETRYABLE_FAILURE : RetryState.MAXIMUM_ATTEMPTS_REACHED;
    throw new ActivityFailure(undefined, name, undefined, state, undefined, cause);
  }
}

const constructs = {
  failureOf,
  mapConcurrently: async <T, R>(
    items: readonly T[],
    _: number,
    fn: (item: T, index: number) => Promise<R>,
  ): Promise<R[]> => {
    const results: R[] = [];
    for (const [index, item] of items.entries()) results.push(await fn(item, index));
    return results;
  },
  allOf: async (branches: readonly (() => Promise<unknown>)[]): Promise<unknown[]> => {
    const results: unknown[] = [];
    for (const branch of branches) results.push(await branch());
    return results;
  },
  withRetries: async (
    retriers: readonly { errors: string[]; maximumAttempts: number }[],
    fn: () => Promise<unknown>,
  ) => {
    const counts = retriers.map(() => 1);
    for (;;) {
      try {
        return await fn();
      } catch (error) {
        const { type } = failureOf(error);
        const isFinal = error instanceof ActivityFailure && error.retryState === RetryState.NON_RETRYABLE_FAILURE;
        const at = retriers.findIndex(({ errors }) => errors.includes(type) || (errors.includes('All') && !isFinal));
        if (at < 0 || counts[at]! >= retriers[at]!.maximumAttempts) throw error;
        counts[at]! += 1;
      }
    }
  },
};

function failureOf(error: unknown): { type: string; message: string } {
  if ((error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) && error.cause !== undefined)
    return failureOf(error.cause);
  if (error instanceof TimeoutFailure) return { type: 'Timeout', message: '' };
  if (error instanceof ApplicationFailure) return { type: error.type ?? 'Error', message: error.message };
  return { type: 'WorkflowError', message: error instanceof Error ? error.message : String(error) };
}
