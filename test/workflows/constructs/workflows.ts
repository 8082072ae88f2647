import {
  ApplicationFailure,
  CancellationScope,
  executeChild,
  isCancellation,
  proxyActivities,
  sleep,
} from '@temporalio/workflow';
import { allOf, failureOf, mapConcurrently, withRetries, type Retrier } from '../../../workflows/constructs.ts';
import type { Failure } from '../../../workflows/shapes.ts';
import type { Node, Observation } from './program.ts';

/** Workflows that only the constructs' tests run. */

/** Runs a program of the constructs, and tells when each leaf began and settled, in minutes from the start. */
export async function runProgram(program: Node): Promise<{ result: unknown; seen: Observation[] }> {
  const began = Date.now();
  const minute = () => Math.round((Date.now() - began) / 60_000);
  const seen: Observation[] = [];

  const run = async (node: Node): Promise<unknown> => {
    switch (node.kind) {
      case 'leaf': {
        seen.push({ name: node.name, what: 'began', minute: minute() });
        try {
          await sleep(node.minutes * 60_000);
        } catch (error) {
          // What it still has to do before it can stop.
          if (node.stopsAfter > 0) await CancellationScope.nonCancellable(() => sleep(node.stopsAfter * 60_000));
          seen.push({ name: node.name, what: 'cancelled', minute: minute() });
          if (node.swallows) return `${node.name} swallowed`;
          throw error;
        }
        seen.push({ name: node.name, what: node.fails ? 'failed' : 'completed', minute: minute() });
        if (node.fails) throw ApplicationFailure.create({ type: node.name, message: 'as told' });
        return node.name;
      }
      case 'map':
        return mapConcurrently(node.items, node.limit, (item) => run(item));
      case 'all':
        return allOf(node.items.map((item) => () => run(item)));
      case 'catch':
        try {
          return await run(node.item);
        } catch (error) {
          return `caught ${failureOf(error).type}`;
        }
    }
  };
  try {
    return { result: await run(program), seen };
  } catch (error) {
    return { result: { failed: isCancellation(error) ? 'cancelled' : failureOf(error).type }, seen };
  }
}

const { act } = proxyActivities<{ act(name: string): Promise<string> }>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { maximumAttempts: 1, nonRetryableErrorTypes: ['Hopeless'] },
});

export async function mapActivities({ names, limit }: { names: string[]; limit: number }): Promise<string[]> {
  return mapConcurrently(names, limit, (name) => act(name));
}

export async function retryActivity({ retriers, name }: { retriers: Retrier[]; name: string }): Promise<string> {
  return withRetries(retriers, () => act(name));
}

/** Each duration as the interval of a retry that happens once. */
export async function waitEach(intervals: (string | number)[]): Promise<void> {
  for (const interval of intervals) {
    let failed = false;
    await withRetries([{ errors: ['All'], interval, maximumAttempts: 2 }], () => {
      if (failed) return Promise.resolve();
      failed = true;
      return Promise.reject(ApplicationFailure.create({ type: 'Once' }));
    });
  }
}

/** A child that ends as told: `X` fails with that type, `hangs` for an hour, `times out inside` by its activity. */
export async function child(how: string): Promise<string> {
  if (how === 'hangs') await sleep('1 hour');
  else if (how === 'times out inside') await hurried.act('hang');
  else if (how !== 'ok') throw ApplicationFailure.create({ type: how, message: 'as told' });
  return 'ok';
}

const hurried = proxyActivities<{ act(name: string): Promise<string> }>({
  startToCloseTimeout: '1 second',
  retry: { maximumAttempts: 1 },
});

export async function retryChild(input: { retriers: Retrier[]; how: string }): Promise<string | Failure> {
  try {
    return await withRetries(input.retriers, () =>
      executeChild(child, { args: [input.how], workflowExecutionTimeout: '2 hours' }),
    );
  } catch (error) {
    return failureOf(error);
  }
}

/** The child's own time is shorter than its work. */
export async function retryShortChild(input: { retriers: Retrier[] }): Promise<string | Failure> {
  try {
    return await withRetries(input.retriers, () =>
      executeChild(child, { args: ['hangs'], workflowExecutionTimeout: '1 minute' }),
    );
  } catch (error) {
    return failureOf(error);
  }
}

/** Goes on whatever happens, were it not for `failureOf`. */
export async function catchAll(name: string): Promise<string> {
  const results = await mapConcurrently([name], 1, async (item) => {
    try {
      return await withRetries([{ errors: ['All'], interval: '1 hour', maximumAttempts: 3 }], () => act(item));
    } catch (error) {
      return `caught ${failureOf(error).type}`;
    }
  });
  return results.join();
}
