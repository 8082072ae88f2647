import { createInterpreter, InvalidDefinition } from '../../asl/interpreter/interpreter.ts';
import { TaskFailure, type TaskCall, type TaskHandlers } from '../../asl/interpreter/tasks/handler.ts';
import type { Json, StateMachine } from '../../asl/spec/states.ts';
import type { ConformanceCase } from './cases.ts';
import { memoryObjects } from './memory-objects.ts';

/** What became of a case, in the words of its expectation. */
export async function runCase({
  definition,
  input = {},
  tasks = {},
  machines = {},
  objects = {},
}: ConformanceCase): Promise<Outcome> {
  const inputs: Record<string, Json[]> = {};
  try {
    const interpreter = createInterpreter({
      machines: {
        machine: definition as StateMachine,
        ...(machines as unknown as Record<string, StateMachine>),
      },
      tasks: handlersOf(tasks, inputs),
      objects: memoryObjects(objects),
      startTime: Date.UTC(2026, 0, 1),
      seed: 'case',
      stallAfter: 1000,
    });
    const execution = interpreter.start({ machine: 'machine', input: input as Json, name: 'case' });
    const { status, output, error, cause, startDate, stopDate, billedTransitions } = await execution.result;
    const events = execution.history();
    return {
      status,
      output,
      error: error ?? null,
      cause: cause ?? null,
      seconds: (Date.parse(stopDate!) - Date.parse(startDate)) / 1000,
      billedTransitions,
      types: events.map(({ type }) => type),
      events,
      inputs,
      calls: Object.fromEntries(Object.entries(inputs).map(([name, given]) => [name, given.length])),
    };
  } catch (error) {
    if (!(error instanceof InvalidDefinition)) throw error;
    return { problems: error.problems };
  }
}

export type Outcome = Record<string, unknown>;

type Step = NonNullable<ConformanceCase['tasks']>[string][number];

function handlersOf(tasks: Record<string, Step[]>, inputs: Record<string, Json[]>): TaskHandlers {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, steps]) => [
      name,
      async (input: Json, call: TaskCall) => {
        const given = (inputs[name] ??= []);
        given.push(input);
        return perform(steps[Math.min(given.length, steps.length) - 1]!, call);
      },
    ]),
  );
}

async function perform({ after = 0, callback, ...step }: Step, call: TaskCall): Promise<unknown> {
  if (callback !== undefined) void callBack(callback, call);
  if (after > 0) await call.clock.sleep(1000 * after);
  if (step.throw !== undefined) throw new TaskFailure(step.throw.error, step.throw.cause);
  return step.return ?? null;
}

async function callBack(
  { after, success, failure, heartbeats = [] }: NonNullable<Step['callback']>,
  call: TaskCall,
): Promise<void> {
  const { callbacks, clock, taskToken, signal } = call;
  let now = 0;
  const until = async (second: number) => {
    await clock.sleep(1000 * (second - now));
    now = second;
  };
  try {
    for (const second of heartbeats) {
      await until(second);
      callbacks.sendTaskHeartbeat(taskToken!);
    }
    await until(after);
    if (failure !== undefined) callbacks.sendTaskFailure(taskToken!, withoutNothing(failure));
    else callbacks.sendTaskSuccess(taskToken!, success ?? null);
  } catch (error) {
    // Too late: the case expects the time-out.
    if (!signal.aborted && !(error instanceof Error && error.name === 'TaskTimedOut')) throw error;
  }
}

function withoutNothing({ error, cause }: { error?: string | undefined; cause?: string | undefined }) {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}
