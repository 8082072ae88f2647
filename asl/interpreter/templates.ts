import type { Json, MapState, ParallelState, PassState, TaskState, WaitState } from '../spec/states.ts';
import { evaluateTemplate } from './expressions.ts';
import { finishExpressions, finishResult } from './finish.ts';
import type { Outcome, Visit } from './frame.ts';
import { inputOf, resolveTemplate, type Roots } from './path-dataflow.ts';

/** The state's input as its fields see it: in JSONPath what `InputPath` leaves of it. */
export function effectiveInput(visit: Visit<TaskState | PassState | WaitState | ParallelState | MapState>): Json {
  return visit.jsonata ? visit.input.value : inputOf(visit);
}

/** A template in the state's own language. */
export async function templateOf(visit: Visit, field: string, template: Json, roots: Roots): Promise<Json> {
  if (!visit.jsonata) return resolveTemplate(visit, template, roots);
  return evaluateTemplate(visit, field, template, roots.context === undefined ? {} : { context: roots.context });
}

/** What a state passes on to what it runs: `Arguments` or `Parameters`, or its effective input. */
export async function argumentsOf(visit: Visit<TaskState | ParallelState>, effective: Json): Promise<Json> {
  const template = visit.jsonata ? visit.state.Arguments : visit.state.Parameters;
  return template === undefined ? effective : templateOf(visit, 'Arguments', template, { input: effective });
}

/** The end of a state that has a result, in its own language. */
export async function finishWith(visit: Visit<TaskState | ParallelState | MapState>, result: Json): Promise<Outcome> {
  return visit.jsonata ? finishExpressions(visit, result, { result }) : finishResult(visit, result);
}
