import type { Json, Machine, State } from '../spec/states.ts';
import { limits } from '../spec/limits.ts';
import type { Payload } from './payload.ts';
import { ExecutionFailure, errors, StateFailure } from './failure.ts';
import { record, type Frame, type Outcome, type Visit } from './frame.ts';
import { whole } from './history.ts';
import { isoTime } from './iso-time.ts';
import { runners } from './states/runners.ts';

/** Runs the states of a machine, a branch or a processor from its first to one that ends it, and gives its output. */
export async function runMachine(frame: Frame, machine: Machine, input: Payload): Promise<Payload> {
  let name = machine.StartAt;
  let payload = input;
  for (;;) {
    frame.cancellation.throwIfCancelled();
    const visit = enter(frame, machine, name, payload);
    const outcome = await visitState(visit);
    payload = outcome.output;
    if (outcome.next === undefined) return payload;
    name = outcome.next;
  }
}

async function visitState(visit: Visit): Promise<Outcome> {
  const { frame } = visit;
  try {
    const outcome = await runners[visit.state.Type](visit as never);
    // Whatever the state awaited may have outlived it.
    frame.cancellation.throwIfCancelled();
    leave(visit, outcome);
    return outcome;
  } catch (error) {
    if (error instanceof StateFailure && error.eventId === 0) error.eventId = frame.thread.last || visit.eventId;
    throw error;
  }
}

function enter(frame: Frame, machine: Machine, name: string, input: Payload): Visit {
  const { run, thread, program } = frame;
  const state = stateNamed(machine, name);
  const previousEventId = thread.last;
  const eventId = record(frame, `${state.Type}StateEntered`, { name, input: input.text, inputDetails: whole });
  run.entered(machine, name);
  const visit: Visit = {
    frame,
    name,
    state,
    jsonata: program.isJsonata(state),
    input,
    eventId,
    previousEventId,
    enteredTime: isoTime(run.clock.now()),
    retryCount: 0,
    inner: new Set(),
  };
  frame.active = visit;
  return visit;
}

function leave(visit: Visit, { output, assigned }: Outcome): void {
  const { frame, name, state } = visit;
  frame.active = undefined;
  const details = assigned === undefined || assigned.length === 0 ? {} : assign(visit, assigned);
  record(frame, `${state.Type}StateExited`, {
    name,
    output: output.text,
    outputDetails: whole,
    ...details,
  });
}

/** Sets the variables and gives what the history has of them. https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
function assign({ frame, name: state }: Visit, assigned: [string, Json][]): object {
  const texts = assigned.map(([name, value]): [string, string] => [name, JSON.stringify(value)]);
  const sizes = texts.map(([, text]) => Buffer.byteLength(text));
  for (const [index, [name, value]] of assigned.entries()) frame.scope.assign(name, value, sizes[index]!);
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sum > limits.variableBytes) throw variablesTooLarge(state, limits.variableBytes, 'in one state');
  if (frame.scope.bytes > limits.allVariablesBytes) throw variablesTooLarge(state, limits.allVariablesBytes, 'in all');
  return { assignedVariables: Object.fromEntries(texts), assignedVariablesDetails: whole };
}

function variablesTooLarge(state: string, limit: number, where: string): ExecutionFailure {
  return new ExecutionFailure(
    errors.dataLimitExceeded,
    `The state '${state}' assigns variables that are larger than the service limit of ${limit} bytes ${where}.`,
  );
}

function stateNamed(machine: Machine, name: string): State {
  // A definition that passed validation holds every state that it names.
  const state = Object.hasOwn(machine.States, name) ? machine.States[name] : undefined;
  if (state === undefined) throw new Error(`there is no state '${name}'`);
  return state;
}
