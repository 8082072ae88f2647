import type { Machine, State } from '../spec/states.ts';
import { limits } from '../spec/limits.ts';
import { bytesPass, type Payload } from './payload.ts';
import { ExecutionFailure, errors, StateFailure } from './failure.ts';
import { record, type Frame, type Outcome, type Visit } from './frame.ts';
import { whole } from './history.ts';
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
    enteredTime: new Date(run.clock.now()).toISOString(),
    retryCount: 0,
    inner: new Set(),
  };
  frame.active = visit;
  return visit;
}

function leave(visit: Visit, { output, assigned }: Outcome): void {
  const { frame, name, state } = visit;
  frame.active = undefined;
  if (assigned !== undefined) assign(visit, assigned);
  if (state.Type === 'Fail') return;
  record(frame, `${state.Type}StateExited`, {
    name,
    output: output.text,
    outputDetails: whole,
    ...(assigned === undefined || assigned.length === 0 ? {} : assignedDetails(assigned)),
  });
}

function assign({ frame, name }: Visit, assigned: [string, unknown][]): void {
  if (assigned.some(([, value]) => bytesPass(JSON.stringify(value), limits.variableBytes))) {
    throw new ExecutionFailure(
      errors.dataLimitExceeded,
      `The state '${name}' assigned a variable larger than the service limit.`,
    );
  }
  frame.scope.assign(assigned as Parameters<typeof frame.scope.assign>[0]);
}

function assignedDetails(assigned: [string, unknown][]): object {
  return {
    assignedVariables: Object.fromEntries(assigned.map(([name, value]) => [name, JSON.stringify(value)])),
    assignedVariablesDetails: whole,
  };
}

function stateNamed(machine: Machine, name: string): State {
  // A definition that passed validation holds every state that it names.
  const state = Object.hasOwn(machine.States, name) ? machine.States[name] : undefined;
  if (state === undefined) throw new Error(`there is no state '${name}'`);
  return state;
}
