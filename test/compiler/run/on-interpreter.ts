import { createInterpreter, TaskFailure, type Interpreter, type TaskHandler } from '../../../asl/index.ts';
import { substitute, substitutionsOf } from '../../../asl/compiler/substitute.ts';
import type { Json, StateMachine } from '../../../asl/spec/states.ts';
import { asJson, Player, thrown, type Run, type Scenario } from './scenario.ts';

/** Types of the events of its history. */
export interface RunOnInterpreter extends Run {
  events: readonly string[];
}

/** Runs a scenario on compiled definitions, in virtual time. */
export async function runOnInterpreter(
  definitions: Readonly<Record<string, StateMachine>>,
  workflow: string,
  scenario: Scenario,
): Promise<RunOnInterpreter> {
  const player = new Player(scenario);
  const execution = play(definitions, player).start({ machine: workflow, input: scenario.input });
  const { status, output, error, cause } = await execution.result;
  const outcome = status === 'SUCCEEDED' ? { completed: output ?? null } : unwrapped(error ?? '', cause ?? '');
  return { outcome, calls: player.calls, events: execution.history().map(({ type }) => type) };
}

/** An interpreter of compiled definitions whose activities the player answers. */
export function play(definitions: Readonly<Record<string, StateMachine>>, player: Player): Interpreter {
  const activities = Object.values(definitions).flatMap((definition) => substitutionsOf(definition).activities);
  return createInterpreter({
    machines: named(definitions),
    tasks: Object.fromEntries(activities.map((name) => [name, handler(name, player)])),
    seed: 'samples',
  });
}

/** With an activity's own name for its function's, and ARNs for the machines. */
export function named(definitions: Readonly<Record<string, StateMachine>>): Record<string, StateMachine> {
  const activities = Object.values(definitions).flatMap((definition) => substitutionsOf(definition).activities);
  const arns = Object.keys(definitions).map((name) => [
    name,
    `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`,
  ]);
  const values = Object.fromEntries([...activities.map((name) => [name, name]), ...arns]) as Record<string, string>;
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, substitute(definition, values)]),
  );
}

const handler =
  (activity: string, player: Player): TaskHandler =>
  async (input: unknown, { clock }) => {
    const step = player.next(activity, asJson(input));
    if (step.times_out) await clock.sleep(1e12);
    if (step.throws === undefined) return step.returns ?? null;
    const { type, message } = thrown(step);
    throw new TaskFailure(type, JSON.stringify({ errorType: type, errorMessage: message, trace: [] }));
  };

/** What is left of a failure without the wrappers of Lambda and of nested executions. */
function unwrapped(error: string, cause: string): { failed: string; message: string } {
  const inside = parsed(cause);
  if (error === 'States.TaskFailed' && typeof inside?.Error === 'string')
    return unwrapped(inside.Error, typeof inside.Cause === 'string' ? inside.Cause : '');
  if (['States.Timeout', 'Sandbox.Timedout'].includes(error)) return { failed: 'Timeout', message: '' };
  if (error === 'States.QueryEvaluationError') return { failed: 'WorkflowError', message: cause };
  return { failed: error, message: typeof inside?.errorMessage === 'string' ? inside.errorMessage : cause };
}

function parsed(text: string): Record<string, Json> | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
