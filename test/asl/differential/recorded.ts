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
  const tasks: Record<string, Step[]> = {};
  const calls: Calls = {};
  for (const { state, parameters, step } of answers(execution.history())) {
    (tasks[state] ??= []).push({ for: parameters, ...step });
    (calls[state] ??= []).push(parameters);
  }
  const machine = { name, definition: definition as DifferentialMachine['definition'], input, tasks };
  return { machine, ours: { ...(status === 'SUCCEEDED' ? { output: output! } : failed(error, cause)), calls } };
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
    const { name } = details<{ name: string }>(before(event, /^TaskStateEntered$/));
    const { parameters } = details<{ parameters: string }>(event);
    return [{ state: name, parameters: JSON.parse(parameters) as Json, step }];
  });
}

function stepOf(event: HistoryEvent): Step | undefined {
  if (event.type === 'TaskSucceeded') return { return: JSON.parse(details<{ output: string }>(event).output) as Json };
  if (event.type !== 'TaskFailed' && event.type !== 'TaskTimedOut') return undefined;
  const { error, cause = '' } = details<{ error: string; cause?: string }>(event);
  return { throw: { error, cause } };
}

/** The one member that an event's type has its details under. */
const details = <T>(event: HistoryEvent): T =>
  Object.entries(event).find(([key]) => key.endsWith('EventDetails'))![1] as T;
