import type { Json, State } from '../spec/states.ts';
import { evaluateTemplate, type Available } from './expressions.ts';
import { errors, StateFailure } from './failure.ts';
import type { Outcome, Visit } from './frame.ts';
import { readField, resolveTemplate } from './path-dataflow.ts';
import { ReferenceConflict, writeReference } from './paths.ts';
import { Payload } from './payload.ts';

type Passing = Exclude<State, { Type: 'Fail' | 'Succeed' | 'Choice' }>;
type WithResult = Extract<State, { ResultPath?: string | null }>;

/** The end of a JSONPath state that has a result: ResultSelector, ResultPath, OutputPath and, of the result itself, Assign. */
export function finishResult(visit: Visit<WithResult>, result: Json): Outcome {
  const { state } = visit;
  const selector = 'ResultSelector' in state ? state.ResultSelector : undefined;
  const selected = selector === undefined ? result : resolveTemplate(visit, selector, { input: result });
  const merged = mergeResult(visit, state.ResultPath, selected);
  return passOn(visit, merged, result);
}

/** The end of a JSONPath state that passes its input on: OutputPath, and Assign from the same. */
export function passOn(visit: Visit<Passing>, output: Json, assignFrom: Json): Outcome {
  const { OutputPath: path = '$', Assign: assign, Next: next } = visit.state;
  return {
    output: payloadOf(visit, readField(visit, path, output)),
    next,
    assigned: assign && assignments(visit, assign, assignFrom),
  };
}

/** The end of a JSONata state: Output and Assign, both of what was before it. */
export async function finishExpressions(
  visit: Visit<Passing>,
  unchanged: Json,
  available: Available = {},
): Promise<Outcome> {
  const { Output: output, Assign: assign, Next: next } = visit.state;
  const assigned = assign && (await evaluatedAssignments(visit, assign, available));
  return { output: await outputOf(visit, output, unchanged, available), next, assigned };
}

/** A state's `Output`; without one, what goes on unchanged. */
export async function outputOf(
  visit: Visit,
  output: Json | undefined,
  unchanged: Json,
  available: Available = {},
  field = 'Output',
): Promise<Payload> {
  return payloadOf(visit, output === undefined ? unchanged : await evaluateTemplate(visit, field, output, available));
}

export function assignments(visit: Visit, assign: { [variable: string]: Json }, from: Json): [string, Json][] {
  return Object.entries(resolveTemplate(visit, assign, { input: from }) as { [variable: string]: Json });
}

export async function evaluatedAssignments(
  visit: Visit,
  assign: { [variable: string]: Json },
  available: Available,
  field = 'Assign',
): Promise<[string, Json][]> {
  return Object.entries((await evaluateTemplate(visit, field, assign, available)) as { [variable: string]: Json });
}

/** ResultPath: the result in its place of the state's raw input. https://states-language.net/#using-resultpath */
export function mergeResult(visit: Visit, path: string | null | undefined, result: Json): Json {
  if (path === null) return visit.input.value;
  if (path === undefined || path === '$') return result;
  try {
    return writeReference(visit.frame.program.path(path), visit.input.value, result);
  } catch (error) {
    if (!(error instanceof ReferenceConflict)) throw error;
    throw new StateFailure(errors.referencePathConflict, error.message);
  }
}

/** An output that is as large as AWS allows at most. */
export function payloadOf(visit: Visit, value: Json): Payload {
  if (value === visit.input.value) return visit.input;
  return withinLimit(visit, new Payload(value));
}

/** What a state passes on to whatever it runs has the same limit. */
export function withinLimit(visit: Visit, payload: Payload): Payload {
  if (payload.tooLarge) throw tooLarge(visit.name);
  return payload;
}

export function tooLarge(what: string): StateFailure {
  return new StateFailure(
    errors.dataLimitExceeded,
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
