import { isDeepStrictEqual } from 'node:util';
import type { HistoryEvent, RunningExecution, StateMachine } from '../../../asl/index.ts';
import type { Json } from '../../../asl/spec/states.ts';
import type { Step } from '../../../bench/asl/sfnx.ts';
import { named, play } from '../../compiler/run/on-interpreter.ts';
import { Player, type Scenario } from '../../compiler/run/scenario.ts';
import type { DifferentialMachine } from './machine.ts';
import { failed, type Calls, type Outcome } from './outcome.ts';

/** An execution on our interpreter, as a machine that another engine can run: its Tasks answered as they were, its children's among them. */
export interface Recorded {
  machine: DifferentialMachine;
  ours: Outcome;
}

/** Every execution of a scenario: the first is the workflow's own, the others its children. */
export async function record(
  name: string,
  definitions: Readonly<Record<string, StateMachine>>,
  workflow: string,
  scenario: Scenario,
): Promise<Recorded[]> {
  const interpreter = play(definitions, new Player(scenario));
  await interpreter.start({ machine: workflow, input: scenario.input }).result;
  const machines = named(definitions);
  return interpreter
    .executions()
    .map((execution, index) => recorded(`${name}, execution ${index + 1}`, execution, machines));
}

function recorded(
  name: string,
  execution: RunningExecution,
  machines: Readonly<Record<string, StateMachine>>,
): Recorded {
  const { stateMachineArn, input, status, output, error = '', cause = '' } = execution.describe();
  const definition = machines[stateMachineArn.split(':').at(-1)!]!;
  const asked: Record<string, Step[]> = {};
  const calls: Calls = {};
  for (const { state, parameters, step } of answers(execution.history())) {
    (asked[state] ??= []).push({ for: parameters, ...step });
    (calls[state] ??= []).push(parameters);
  }
  const tasks = Object.fromEntries(Object.entries(asked).map(([state, steps]) => [state, scriptOf(steps)]));
  const machine = { name, definition: definition as DifferentialMachine['definition'], input, tasks };
  return { machine, ours: { ...(status === 'SUCCEEDED' ? { output: output! } : failed(error, cause)), calls } };
}

/** One answer is for any arguments: they may hold what another engine has otherwise, such as the execution's name. */
function scriptOf(steps: readonly Step[]): Step[] {
  const answers = steps.map(({ for: _, ...answer }) => answer as Step);
  return answers.every((answer) => isDeepStrictEqual(answer, answers[0])) ? answers.slice(0, 1) : [...steps];
}

interface Answer {
  state: string;
  parameters: Json;
  step: Step;
}

/** What each attempt of a Task was asked and what it answered, in the order of their starts. */
function answers(events: readonly HistoryEvent[]): Answer[] {
  const given = new Map<number, Step>();
  const before = (event: HistoryEvent, type: RegExp): HistoryEvent => {
    let at = event;
    while (!type.test(at.type)) at = events[at.previousEventId - 1]!;
    return at;
  };
  for (const event of events) {
    const step = stepOf(event);
    if (step !== undefined) given.set(before(event, /^TaskScheduled$/).id, step);
  }
  return events.flatMap((event) => {
    const step = given.get(event.id);
    if (step === undefined) return [];
    const { name } = details(before(event, /^TaskStateEntered$/));
    const { parameters } = details(event);
    return [{ state: name, parameters: JSON.parse(parameters) as Json, step }];
  });
}

function stepOf(event: HistoryEvent): Step | undefined {
  if (event.type === 'TaskSucceeded') return { return: JSON.parse(details(event).output) as Json };
  if (event.type !== 'TaskFailed' && event.type !== 'TaskTimedOut') return undefined;
  const { error, cause = '' } = details(event);
  return { throw: { error, cause } };
}

interface Details {
  name: string;
  parameters: string;
  output: string;
  error: string;
  cause?: string;
}

/** The one member that an event's type has its details under; which of them there are follows from the type. */
const details = (event: HistoryEvent): Details =>
  Object.entries(event).find(([key]) => key.endsWith('EventDetails'))![1] as Details;
