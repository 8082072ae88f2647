import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskCall, TaskHandlers } from '../../../asl/interpreter/tasks/handler.ts';
import type { Json, Machine, MapState, State } from '../../../asl/spec/states.ts';
import { lambda, machineOf, run } from './run.ts';

/** AWS's own limit of an inline Map. */
const most = 40;

const item = fc.record({ milliseconds: fc.integer({ min: 0, max: 5000 }) });

interface Item {
  milliseconds: number;
}

interface Seen {
  running: number;
  highest: number;
  ended: number[];
}

/** A handler that sleeps as its item says, and what it saw. */
function sleeper(): { tasks: TaskHandlers; seen: Seen } {
  const seen: Seen = { running: 0, highest: 0, ended: [] };
  const sleep = async ({ item: { milliseconds }, index }: { item: Item; index: number }, { clock }: TaskCall) => {
    seen.highest = Math.max(seen.highest, (seen.running += 1));
    await clock.sleep(milliseconds);
    seen.running -= 1;
    seen.ended.push(index);
    return { item: { milliseconds }, index };
  };
  return { tasks: { sleep: (input, call) => sleep(input as never, call) }, seen };
}

/** Tasks one after another that do the same. */
function steps(count: number): Machine {
  const task = (at: number): State => ({
    Type: 'Task',
    Resource: lambda('sleep'),
    ...(at === count ? { End: true } : { Next: `T${at + 1}` }),
  });
  return machineOf(
    Object.fromEntries(Array.from({ length: count }, (_, at): [string, State] => [`T${at + 1}`, task(at + 1)])),
  );
}

const mapOf = (more: Partial<MapState>, count = 1): Record<string, State> => ({
  M: {
    Type: 'Map',
    ItemsPath: '$.items',
    ItemSelector: { 'item.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index' },
    ItemProcessor: steps(count),
    ResultSelector: { 'indexes.$': '$[*].index' },
    End: true,
    ...more,
  },
});

/** When the last is done if each free slot takes the next item: the arithmetic of a queue. */
function makespan(durations: number[], limit: number): number {
  const free = Array.from({ length: Math.max(1, Math.min(limit, durations.length)) }, () => 0);
  for (const duration of durations) {
    const slot = free.indexOf(Math.min(...free));
    free[slot]! += duration;
  }
  return Math.max(...free);
}

test('a Map keeps the order of its items, runs no more than its limit at once and never idles', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { maxLength: 60 }),
      fc.integer({ min: 0, max: 50 }),
      fc.integer({ min: 1, max: 3 }),
      async (items, limit, count) => {
        const { tasks, seen } = sleeper();
        const { output, milliseconds } = await run(machineOf(mapOf({ MaxConcurrency: limit }, count)), {
          input: { items },
          tasks,
        });
        const effective = limit === 0 ? most : Math.min(limit, most);
        expect(output).toEqual({ indexes: [...items.keys()] });
        expect(seen.highest).toBe(Math.min(effective, items.length));
        expect(milliseconds).toBe(
          makespan(
            items.map((one) => one.milliseconds * count),
            effective,
          ),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test.each([0, 1, 2, 3, 10, 39, 40, 41, 100])(
  'with MaxConcurrency %i 100 items of one second take their time',
  async (limit) => {
    const items = Array.from({ length: 100 }, () => ({ milliseconds: 1000 }));
    for (const more of [{ MaxConcurrency: limit }, { MaxConcurrencyPath: '$.limit' }]) {
      const { tasks, seen } = sleeper();
      const { milliseconds } = await run(machineOf(mapOf(more)), { input: { items, limit }, tasks });
      const effective = limit === 0 ? most : Math.min(limit, most);
      expect([seen.highest, milliseconds]).toEqual([effective, 1000 * Math.ceil(100 / effective)]);
    }
  },
);

test('a Map with one at a time does its items one after another', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(item, { maxLength: 20 }), async (items) => {
      const { tasks, seen } = sleeper();
      await run(machineOf(mapOf({ MaxConcurrency: 1 })), { input: { items }, tasks });
      expect(seen.ended).toEqual([...items.keys()]);
    }),
    { numRuns: 30 },
  );
});

test('nested Maps multiply their limits, and keep the order at every level', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 6 }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      async (rows, outer, inner) => {
        let running = 0;
        let highest = 0;
        const tasks: TaskHandlers = {
          sleep: async (input, { clock }) => {
            highest = Math.max(highest, (running += 1));
            await clock.sleep(input as number);
            running -= 1;
            return input as Json;
          },
        };
        const { output, milliseconds } = await run(
          machineOf({
            Rows: {
              Type: 'Map',
              MaxConcurrency: outer,
              ItemProcessor: machineOf({
                Cells: { Type: 'Map', MaxConcurrency: inner, ItemProcessor: steps(1), End: true },
              }),
              End: true,
            },
          }),
          { input: rows, tasks },
        );
        expect(output).toEqual(rows);
        expect(highest).toBeLessThanOrEqual(outer * inner);
        expect(milliseconds).toBe(
          makespan(
            rows.map((row) => makespan(row, inner)),
            outer,
          ),
        );
      },
    ),
    { numRuns: 40 },
  );
});

test('a Parallel keeps the order of its branches, runs all at once, and takes as long as the longest', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 1, maxLength: 12 }),
      async (durations) => {
        const { tasks, seen } = sleeper();
        const branch = (milliseconds: number, index: number): Machine =>
          machineOf({
            [`B${index}`]: {
              Type: 'Task',
              Resource: lambda('sleep'),
              Parameters: { item: { milliseconds }, index },
              OutputPath: '$.index',
              End: true,
            },
          });
        const { output, milliseconds } = await run(
          machineOf({ P: { Type: 'Parallel', Branches: durations.map(branch), End: true } }),
          { tasks },
        );
        expect(output).toEqual([...durations.keys()]);
        expect([seen.highest, milliseconds]).toEqual([durations.length, Math.max(...durations)]);
        // Equal moments in the order in which they were asked for.
        expect(seen.ended).toEqual([...durations.keys()].sort((a, b) => durations[a]! - durations[b]!));
      },
    ),
    { numRuns: 50 },
  );
});

test('the first failure of a Map ends it at its moment: what runs is aborted, what waits is never begun', async () => {
  const work = fc.record({ milliseconds: fc.integer({ min: 1, max: 5000 }), fails: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(work, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async (items, MaxConcurrency) => {
        const begun: number[] = [];
        let aborted = 0;
        const { error, milliseconds } = await run(machineOf(mapOf({ MaxConcurrency })), {
          input: { items },
          tasks: {
            sleep: async (input, { clock, signal }) => {
              const { item: given, index } = input as { item: (typeof items)[number]; index: number };
              begun.push(index);
              signal.addEventListener('abort', () => (aborted += 1));
              await clock.sleep(given.milliseconds);
              if (given.fails) throw new Error('scripted');
              return { index };
            },
          },
        });
        const want = firstFailure(items, MaxConcurrency);
        expect([error, milliseconds]).toEqual(want.at === undefined ? [undefined, want.end] : ['Error', want.at]);
        if (want.at === undefined) expect([begun.length, aborted]).toEqual([items.length, 0]);
        else expect(begun.length).toBeLessThanOrEqual(want.begunBy);
      },
    ),
    { numRuns: 80 },
  );
});

/** By the queue's arithmetic: when the first failure comes, and how many items had been begun by then. */
function firstFailure(items: { milliseconds: number; fails: boolean }[], limit: number) {
  const free = Array.from({ length: Math.min(limit, items.length) }, () => 0);
  const timed = items.map(({ milliseconds, fails }) => {
    const slot = free.indexOf(Math.min(...free));
    const from = free[slot]!;
    free[slot] = from + milliseconds;
    return { from, to: from + milliseconds, fails };
  });
  const failing = timed.filter(({ fails }) => fails).map(({ to }) => to);
  const at = failing.length === 0 ? undefined : Math.min(...failing);
  return { at, end: Math.max(...free), begunBy: timed.filter(({ from }) => from <= (at ?? Infinity)).length };
}
