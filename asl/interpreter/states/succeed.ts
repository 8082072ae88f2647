import type { SucceedState } from '../../spec/states.ts';
import { outputOf, payloadOf } from '../finish.ts';
import type { Outcome, Visit } from '../frame.ts';
import { inputOf, readField } from '../path-dataflow.ts';

/** https://states-language.net/#succeed-state */
export async function runSucceed(visit: Visit<SucceedState>): Promise<Outcome> {
  const { state, input, jsonata } = visit;
  if (jsonata) return { output: await outputOf(visit, state.Output, input.value), next: undefined };
  return {
    output: payloadOf(
      visit,
      readField(visit, state.OutputPath ?? (state.OutputPath === null ? null : '$'), inputOf(visit)),
    ),
    next: undefined,
  };
}
