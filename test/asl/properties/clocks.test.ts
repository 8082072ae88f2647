import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskHandlers } from '../../../asl/interpreter/tasks/handler.ts';
import type { Json } from '../../../asl/spec/states.ts';
import { lambda, machineOf, run } from './run.ts';

/** Far enough apart for a busy machine's timers. */
const unit = 25;

/** Sleeps as many units as its input says, and tells when it begins and ends. */
function slow(): { tasks: TaskHandlers; told: string[] } {
  const told: string[] = [];
  const slow = async (input: number, { clock }: { clock: { sleep: (milliseconds: number) => Promise<void> } }) => {
    told.push(`begins ${input}`);
    await clock.sleep(unit * input);
    told.push(`ends ${input}`);
    if (input > 9) throw new Error(`failed after ${input}`);
    return `done ${input}`;
  };
  return { tasks: { slow: (input, call) => slow(input as number, call) }, told };
}

const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 6 });

async function compare(definition: Parameters<typeof run>[0], input: Json): Promise<void> {
  const [virtual, real] = [slow(), slow()];
  const [first, second] = await Promise.all([
    run(definition, { input, tasks: virtual.tasks }),
    run(definition, { input, tasks: real.tasks, clock: 'real' }),
  ]);
  expect(real.told).toEqual(virtual.told);
  expect(second.output).toEqual(first.output);
  expect([second.status, second.error, second.cause]).toEqual([first.status, first.error, first.cause]);
  const told = ({ history }: typeof first) =>
    history.map(({ type, id, previousEventId }) => [id, type, previousEventId]);
  expect(told(second)).toEqual(told(first));
}

const task = machineOf({ Slow: { Type: 'Task', Resource: lambda('slow'), End: true } });

/** All samples of a property at once: real time passes for all of them together. */
const together = async (samples: number[][], check: (durations: number[]) => Promise<void>) => {
  await Promise.all(samples.map(check));
};

test('a Map on the real clock does what it does on the virtual one, in the same order', async () => {
  const map = machineOf({ M: { Type: 'Map', ItemProcessor: task, End: true } });
  await fc.assert(
    fc.asyncProperty(fc.array(distinct, { minLength: 6, maxLength: 6 }), (samples) =>
      together(samples, (durations) => compare(map, durations)),
    ),
    { numRuns: 1, endOnFailure: true },
  );
});

test('a Parallel on the real clock does what it does on the virtual one, in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(distinct, { minLength: 6, maxLength: 6 }), (samples) =>
      together(samples, (durations) => {
        const branch = (duration: number) =>
          machineOf({
            [`B${duration}`]: { Type: 'Pass', Result: duration, Next: `T${duration}` },
            [`T${duration}`]: { Type: 'Task', Resource: lambda('slow'), End: true },
          });
        return compare(machineOf({ P: { Type: 'Parallel', Branches: durations.map(branch), End: true } }), null);
      }),
    ),
    { numRuns: 1, endOnFailure: true },
  );
});

test('items one at a time come in their order on both clocks', async () => {
  const map = machineOf({
    M: {
      Type: 'Map',
      MaxConcurrency: 1,
      ItemProcessor: task,
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
      End: true,
    },
    C: { Type: 'Pass', End: true },
  });
  await Promise.all(
    [
      [2, 1, 3, 0],
      [0, 4, 0],
      [1, 10, 2],
    ].map((durations) => compare(map, durations)),
  );
});
