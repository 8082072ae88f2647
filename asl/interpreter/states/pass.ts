import type { PassState } from '../../spec/states.ts';
import { finishExpressions, finishResult } from '../finish.ts';
import type { Outcome, Visit } from '../frame.ts';
import { inputOf, resolveTemplate } from '../path-dataflow.ts';

/** https://states-language.net/#pass-state */
export function runPass(visit: Visit<PassState>): Promise<Outcome> | Outcome {
  const { state, input, jsonata } = visit;
  if (jsonata) return finishExpressions(visit, input.value);
  const effective = inputOf(visit);
  // Parameters is evaluated even where Result takes its place: what it cannot find fails the state.
  const made =
    state.Parameters === undefined ? effective : resolveTemplate(visit, state.Parameters, { input: effective });
  return finishResult(visit, state.Result === undefined ? made : state.Result);
}
