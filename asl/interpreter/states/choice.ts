import type { ChoiceRule, ChoiceState, Json } from '../../spec/states.ts';
import { evaluateValue, unexpectedType } from '../expressions.ts';
import { runtimeFailure, type Outcome, type Visit } from '../frame.ts';
import { assignments, evaluatedAssignments, outputOf, payloadOf } from '../finish.ts';
import { inputOf, readField } from '../path-dataflow.ts';
import { holds } from './choice-tests.ts';

/** https://states-language.net/#choice-state: the first rule that holds decides. */
export async function runChoice(visit: Visit<ChoiceState>): Promise<Outcome> {
  return visit.jsonata ? chooseByExpressions(visit) : chooseByPaths(visit);
}

function chooseByPaths(visit: Visit<ChoiceState>): Outcome {
  const { state } = visit;
  const input = inputOf(visit);
  // Validation lets no Condition into a state of paths.
  const rule = state.Choices.find((candidate) => !('Condition' in candidate) && holds(visit, candidate, input));
  const chosen = rule ?? defaultOf(visit);
  const path = state.OutputPath === undefined ? '$' : state.OutputPath;
  return {
    output: payloadOf(visit, readField(visit, path, input)),
    next: chosen.Next,
    assigned: chosen.Assign && assignments(visit, chosen.Assign, input),
  };
}

async function chooseByExpressions(visit: Visit<ChoiceState>): Promise<Outcome> {
  for (const [index, rule] of visit.state.Choices.entries()) {
    if (await conditionHolds(visit, rule, `Choices[${index}]/Condition`))
      return take(visit, rule, `Choices[${index}]/`);
  }
  return take(visit, defaultOf(visit), '');
}

async function conditionHolds(visit: Visit<ChoiceState>, rule: ChoiceRule, field: string): Promise<boolean> {
  const condition = 'Condition' in rule ? rule.Condition : false;
  const value = await evaluateValue(visit, field, condition);
  if (typeof value === 'boolean') return value;
  throw unexpectedType(visit, field, condition, 'boolean', value);
}

interface Chosen {
  Next: string;
  Assign?: { [variable: string]: Json } | undefined;
  Output?: Json | undefined;
}

async function take(visit: Visit<ChoiceState>, chosen: Chosen, location: string): Promise<Outcome> {
  const unchanged = visit.input.value;
  return {
    assigned: chosen.Assign && (await evaluatedAssignments(visit, chosen.Assign, {}, `${location}Assign`)),
    output: await outputOf(visit, chosen.Output, unchanged, {}, `${location}Output`),
    next: chosen.Next,
  };
}

/** Measured on AWS: the state's own Assign and Output run for its Default alone. */
function defaultOf(visit: Visit<ChoiceState>): Chosen {
  const { Default: next, Assign, Output } = visit.state;
  if (next !== undefined) return { Next: next, Assign, Output };
  throw runtimeFailure(visit, 'Failed to transition out of the state. The state does not point to a next state.');
}
