import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../../asl/interpreter/history.ts';
import { createInterpreter } from '../../../asl/interpreter/interpreter.ts';
import type { ExecutionDescription, RunningExecution } from '../../../asl/interpreter/running-execution.ts';
import { scenarios, type Scenario } from './machines.ts';
import { handlersOf } from './plan.ts';
import { startTime } from './run.ts';

/** Runs it, and gives all its executions: the children of distributed Maps too. */
async function runAll({ definition, input, plan }: Scenario, seed = 'histories'): Promise<RunningExecution[]> {
  const interpreter = createInterpreter({
    machines: { machine: definition },
    tasks: handlersOf(plan),
    startTime,
    seed,
    stallAfter: 1000,
  });
  await interpreter.start({ machine: 'machine', input, name: 'run' }).result;
  const executions = interpreter.executions();
  await Promise.all(executions.map(({ result }) => result));
  return executions;
}

const ends: Record<string, string> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionAborted: 'ABORTED',
};
const typesOf = (history: HistoryEvent[]) => history.map(({ type }) => type);
const count = (history: HistoryEvent[], type: string) => history.filter((event) => event.type === type).length;

/** States that time may pass in; the others may be cut between two moments, which leaves no event. */
const lasting = ['Task', 'Wait', 'Parallel', 'Map'];
const stateTypes = [...lasting, 'Pass', 'Choice', 'Succeed'];

/** What begins, and all the ways in which it can end. */
const spans: [string, ...string[]][] = [
  ['MapIterationStarted', 'MapIterationSucceeded', 'MapIterationFailed', 'MapIterationAborted'],
  ['MapStateStarted', 'MapStateSucceeded', 'MapStateFailed'],
  ['ParallelStateStarted', 'ParallelStateSucceeded', 'ParallelStateFailed'],
  ['LambdaFunctionStarted', 'LambdaFunctionSucceeded', 'LambdaFunctionFailed', 'LambdaFunctionTimedOut'],
  ['TaskStarted', 'TaskSucceeded', 'TaskFailed', 'TaskTimedOut'],
];

/** What holds of every history of an execution that has ended. */
const invariants: Record<string, (history: HistoryEvent[], execution: ExecutionDescription) => void> = {
  'ids have no gaps': (history) => {
    expect(history.map(({ id }) => id)).toEqual([...history.keys()].map((index) => index + 1));
  },
  'what an event follows is an earlier one, or nothing': (history) => {
    expect(history.filter(({ id, previousEventId }) => previousEventId < 0 || previousEventId >= id)).toEqual([]);
  },
  'time never goes back, from the start to the stop': (history, { startDate, stopDate }) => {
    const times = history.map(({ timestamp }) => Date.parse(timestamp));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect([times.at(0), times.at(-1)]).toEqual([Date.parse(startDate), Date.parse(stopDate!)]);
  },
  'it begins with the start, and ends with the one end, which is the status': (history, { status }) => {
    expect(history.at(0)?.type).toBe('ExecutionStarted');
    expect(typesOf(history).filter((type) => type in ends)).toEqual([history.at(-1)?.type]);
    expect(ends[history.at(-1)!.type]).toBe(status);
  },
  'of one that succeeded each state that takes time was exited, or aborted with what it stood in': (
    history,
    { status },
  ) => {
    if (status !== 'SUCCEEDED') return;
    for (const type of lasting)
      expect([type, count(history, `${type}StateEntered`)]).toEqual([type, left(history, type)]);
  },
  'no state is left more often than it was entered': (history) => {
    for (const type of stateTypes)
      expect(left(history, type)).toBeLessThanOrEqual(count(history, `${type}StateEntered`));
  },
  'nothing ends more often than it began': (history) => {
    for (const [begin, ...ways] of spans) {
      expect(ways.reduce((sum, way) => sum + count(history, way), 0)).toBeLessThanOrEqual(count(history, begin));
    }
  },
  'a state is exited behind its own entry, under its own name': (history) => {
    const open = new Map<string, number>();
    for (const event of history) {
      const [, type, how] = /^(\w+)State(Entered|Exited)$/.exec(event.type) ?? [];
      if (type === undefined) continue;
      const { name } = event[`state${how!}EventDetails`] as { name: string };
      const now = (open.get(`${type} ${name}`) ?? 0) + (how === 'Entered' ? 1 : -1);
      expect(now).toBeGreaterThanOrEqual(0);
      open.set(`${type} ${name}`, now);
    }
  },
};

const left = (history: HistoryEvent[], type: string) =>
  count(history, `${type}StateExited`) + count(history, `${type}StateAborted`);

test('random machines run every kind of state, end in every way, and keep a history that holds together', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      for (const execution of await runAll(scenario)) {
        const [history, description] = [execution.history(), execution.describe()];
        for (const type of typesOf(history)) seen.add(type);
        for (const [name, holds] of Object.entries(invariants))
          named(name, () => {
            holds(history, description);
          });
      }
    }),
    { numRuns: 100 },
  );
  expect([...seen]).toEqual(expect.arrayContaining(expectedTypes));
});

/** What 100 of them always run into. */
const expectedTypes = [
  ...['ExecutionSucceeded', 'ExecutionFailed', 'LambdaFunctionFailed', 'TaskTimedOut', 'TaskStateAborted'],
  ...[
    'MapIterationSucceeded',
    'MapIterationFailed',
    'MapRunSucceeded',
    'ParallelStateSucceeded',
    'ParallelStateFailed',
  ],
  ...['WaitStateExited', 'ChoiceStateExited', 'PassStateExited'],
];

function named(name: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new Error(`broken: ${name}`, { cause: error });
  }
}

test('each state that was entered is counted, and billed', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async ({ definition, input, plan }) => {
      const interpreter = createInterpreter({
        machines: { machine: definition },
        tasks: handlersOf(plan),
        startTime,
        seed: 's',
      });
      await interpreter.start({ machine: 'machine', input }).result;
      const executions = interpreter.executions();
      await Promise.all(executions.map(({ result }) => result));
      const entered = executions.flatMap((execution) =>
        execution.history().filter(({ type }) => type.endsWith('StateEntered')),
      );
      const covered = interpreter
        .coverage()
        .flatMap(({ states }) => states)
        .reduce((sum, state) => sum + state.entered, 0);
      const billed = executions.reduce((sum, execution) => sum + execution.describe().billedTransitions, 0);
      expect(covered).toBe(entered.length);
      expect(billed).toBeGreaterThanOrEqual(entered.length);
    }),
    { numRuns: 40 },
  );
});

test('the events of a run come one by one as they are told afterwards', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async ({ definition, input, plan }) => {
      const interpreter = createInterpreter({
        machines: { machine: definition },
        tasks: handlersOf(plan),
        startTime,
        seed: 's',
      });
      const execution = interpreter.start({ machine: 'machine', input });
      const told: HistoryEvent[] = [];
      for await (const event of execution.events()) told.push(event);
      expect(told).toEqual(execution.history());
      expect(execution.describe().status).not.toBe('RUNNING');
    }),
    { numRuns: 40 },
  );
});

const record = (executions: RunningExecution[]) =>
  executions.map((execution) => [execution.describe(), execution.history()]);

test('the same seed, start time and handlers give the same histories', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, fc.string(), async (scenario, seed) => {
      expect(record(await runAll(scenario, seed))).toEqual(record(await runAll(scenario, seed)));
    }),
    { numRuns: 60 },
  );
});

/** A history without what carries the execution's name. */
const shape = ({ history }: RunningExecution) =>
  history().map(({ type, id, previousEventId, timestamp }) => ({ type, id, previousEventId, timestamp }));

/** How it ended, without the ids that follow from the execution's place in its interpreter. */
const outcome = ({ describe }: RunningExecution) => {
  const { status, output, error, cause } = describe();
  const ids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|root=1-[0-9a-f]{8}/g;
  return JSON.stringify({ status, output, error, cause }).replace(ids, 'id');
};

test('executions that run beside one another in an interpreter end as each does alone', async () => {
  const plain = scenarios.filter(({ definition }) => !/FULL|DISTRIBUTED/.test(JSON.stringify(definition)));
  await fc.assert(
    fc.asyncProperty(fc.array(plain, { minLength: 2, maxLength: 4 }), async (all) => {
      const plan = all[0]!.plan;
      const machines = Object.fromEntries(all.map(({ definition }, index) => [`m${index}`, definition]));
      const together = createInterpreter({ machines, tasks: handlersOf(plan), startTime, seed: 'x' });
      const beside = all.map(({ input }, index) => together.start({ machine: `m${index}`, input, name: 'run' }));
      await Promise.all(beside.map(({ result }) => result));
      for (const [index, { input }] of all.entries()) {
        const apart = createInterpreter({ machines, tasks: handlersOf(plan), startTime, seed: 'x' });
        const alone = apart.start({ machine: `m${index}`, input, name: 'run' });
        await alone.result;
        expect(shape(beside[index]!)).toEqual(shape(alone));
        expect(outcome(beside[index]!)).toBe(outcome(alone));
      }
    }),
    { numRuns: 40 },
  );
});
