import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Retrier, State } from '../../../asl/spec/states.ts';
import { TaskFailure } from '../../../asl/interpreter/tasks/handler.ts';
import { lambda, machineOf, run, startTime } from './run.ts';

const source = 'https://states-language.net/#errors';
const names = ['A', 'B', 'C'];

const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

const schedules = fc
  .record({
    IntervalSeconds: optional(fc.integer({ min: 1, max: 20 })),
    MaxAttempts: optional(fc.integer({ min: 0, max: 4 })),
    BackoffRate: optional(fc.constantFrom(1, 1.5, 2, 2.25, 10)),
    cap: optional(fc.integer({ min: 1, max: 40 })),
  })
  .map(({ cap, ...fields }): Partial<Retrier> => {
    // AWS refuses a MaxDelaySeconds that is not above the interval.
    const MaxDelaySeconds = cap === undefined ? undefined : cap + (fields.IntervalSeconds ?? 1);
    const given = Object.entries({ ...fields, MaxDelaySeconds }).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given);
  });

const retriers: fc.Arbitrary<Retrier[]> = fc
  .tuple(
    fc.array(fc.tuple(fc.subarray(names, { minLength: 1 }), schedules), { maxLength: 3 }),
    optional(fc.tuple(fc.constantFrom('States.ALL', 'States.TaskFailed'), schedules)),
  )
  .map(([named, last]) => [
    ...named.map(([ErrorEquals, schedule]) => ({ ErrorEquals, ...schedule })),
    ...(last === undefined ? [] : [{ ErrorEquals: [last[0]], ...last[1] }]),
  ]);

const failures = fc.array(fc.constantFrom(...names), { maxLength: 14 });

interface Expected {
  /** Milliseconds from the start, one for each attempt. */
  times: number[];
  failed: string | undefined;
  /** Milliseconds of the wait before each attempt but the first, before any jitter. */
  waits: number[];
}

/** What the specification says, by arithmetic. */
function expected(retry: Retrier[], errors: string[]): Expected {
  const used = retry.map(() => 0);
  const times = [0];
  const waits: number[] = [];
  for (const name of errors) {
    const index = retry.findIndex(({ ErrorEquals }) =>
      ErrorEquals.some((one) => one.startsWith('States.') || one === name),
    );
    const { IntervalSeconds = 1, MaxAttempts = 3, BackoffRate = 2, MaxDelaySeconds = Infinity } = retry[index] ?? {};
    if (index === -1 || used[index]! >= MaxAttempts) return { times, waits, failed: name };
    const seconds = Math.min(IntervalSeconds * BackoffRate ** used[index]!, MaxDelaySeconds);
    used[index]! += 1;
    waits.push(1000 * seconds);
    times.push(times.at(-1)! + 1000 * seconds);
  }
  return { times, waits, failed: undefined };
}

async function attempts(retry: Retrier[], errors: string[], more: Record<string, State> = {}, seed = 'property') {
  const times: number[] = [];
  const counts: number[] = [];
  const finished = await run(
    machineOf({ T: { Type: 'Task', Resource: lambda('flaky'), Retry: retry, End: true }, ...more }),
    {
      seed,
      tasks: {
        flaky: (_, { clock, retryCount }) => {
          const name = errors[times.length];
          times.push(clock.now() - startTime);
          counts.push(retryCount);
          if (name !== undefined) throw new TaskFailure(name, 'scripted');
          return 'done';
        },
      },
    },
  );
  return { ...finished, times, counts };
}

test(`attempts are made at the moments that the retriers say (${source})`, async () => {
  await fc.assert(
    fc.asyncProperty(retriers, failures, async (retry, errors) => {
      const want = expected(retry, errors);
      const { times, counts, status, error } = await attempts(retry, errors);
      expect(times.length).toBe(want.times.length);
      // A moment of the clock is a whole millisecond.
      for (const [index, time] of times.entries()) expect(Math.abs(time - want.times[index]!)).toBeLessThan(1 + index);
      expect(counts).toEqual(times.map((_, index) => index));
      expect([status, error]).toEqual(want.failed === undefined ? ['SUCCEEDED', undefined] : ['FAILED', want.failed]);
    }),
    { numRuns: 150 },
  );
});

test('each attempt but the first is billed, and each has its own events', async () => {
  await fc.assert(
    fc.asyncProperty(retriers, failures, async (retry, errors) => {
      const { times, billedTransitions, history } = await attempts(retry, errors);
      const count = (type: string) => history.filter((event) => event.type === type).length;
      expect(billedTransitions).toBe(times.length);
      expect([count('TaskStateEntered'), count('LambdaFunctionScheduled')]).toEqual([1, times.length]);
      expect(count('LambdaFunctionFailed') + count('LambdaFunctionSucceeded')).toBe(times.length);
    }),
    { numRuns: 60 },
  );
});

test('full jitter waits between nothing and the whole wait, at whole milliseconds, not always the same', async () => {
  const shares: number[] = [];
  await fc.assert(
    fc.asyncProperty(retriers, failures, fc.string(), async (retry, errors, seed) => {
      const jittered = retry.map((retrier) => ({ ...retrier, JitterStrategy: 'FULL' as const }));
      const want = expected(retry, errors);
      const { times } = await attempts(jittered, errors, {}, seed);
      expect(times.length).toBe(want.times.length);
      for (const [index, longest] of want.waits.entries()) {
        const waited = times[index + 1]! - times[index]!;
        expect(Number.isInteger(waited)).toBe(true);
        expect(waited).toBeGreaterThanOrEqual(0);
        expect(waited).toBeLessThanOrEqual(Math.ceil(longest));
        shares.push(waited / longest);
      }
    }),
    { numRuns: 100 },
  );
  expect(Math.min(...shares)).toBeLessThan(0.3);
  expect(Math.max(...shares)).toBeGreaterThan(0.7);
});

test('a Catch sees the error that no retrier takes any more', async () => {
  await fc.assert(
    fc.asyncProperty(retriers, failures, async (Retry, errors) => {
      const want = expected(Retry, errors);
      let calls = 0;
      const { output } = await run(
        machineOf({
          T: {
            Type: 'Task',
            Resource: lambda('flaky'),
            Retry,
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
            End: true,
          },
          Caught: { Type: 'Pass', End: true },
        }),
        {
          tasks: {
            flaky: () => {
              const name = errors[calls++];
              if (name !== undefined) throw new TaskFailure(name, `call ${calls}`);
              return 'done';
            },
          },
        },
      );
      expect(output).toEqual(
        want.failed === undefined ? 'done' : { Error: want.failed, Cause: `call ${want.times.length}` },
      );
      expect(calls).toBe(want.times.length);
    }),
    { numRuns: 80 },
  );
});

test('a Parallel and a Map are retried as a whole by the same rules', async () => {
  await fc.assert(
    fc.asyncProperty(
      retriers,
      failures,
      fc.constantFrom('Parallel' as const, 'Map' as const),
      async (Retry, errors, Type) => {
        const want = expected(Retry, errors);
        const times: number[] = [];
        const inner = machineOf({ T: { Type: 'Task', Resource: lambda('flaky'), End: true } });
        const outer: State =
          Type === 'Parallel'
            ? { Type, Branches: [inner], Retry, End: true }
            : { Type, ItemsPath: '$', ItemProcessor: inner, Retry, End: true };
        const { error } = await run(machineOf({ Outer: outer }), {
          input: [1],
          tasks: {
            flaky: (_, { clock }) => {
              const name = errors[times.length];
              times.push(clock.now() - startTime);
              if (name !== undefined) throw new TaskFailure(name);
              return null;
            },
          },
        });
        expect(error).toBe(want.failed);
        expect(times.length).toBe(want.times.length);
        for (const [index, time] of times.entries())
          expect(Math.abs(time - want.times[index]!)).toBeLessThan(1 + index);
      },
    ),
    { numRuns: 60 },
  );
});
