import type { FailState, Json } from '../../spec/states.ts';
import { evaluateValue, unexpectedType } from '../expressions.ts';
import { StateFailure } from '../failure.ts';
import { runtimeFailure, type Visit } from '../frame.ts';
import { readNamedField } from '../path-dataflow.ts';

/** https://states-language.net/#fail-state */
export async function runFail(visit: Visit<FailState>): Promise<never> {
  const { state } = visit;
  const error = await textOf(visit, 'Error', state.Error, state.ErrorPath);
  const cause = await textOf(visit, 'Cause', state.Cause, state.CausePath);
  throw new StateFailure(error, cause);
}

async function textOf(
  visit: Visit<FailState>,
  field: 'Error' | 'Cause',
  literal?: string,
  path?: string,
): Promise<string | undefined> {
  if (path !== undefined) return textAt(visit, `${field}Path`, path);
  if (literal === undefined || !visit.jsonata) return literal;
  const value = await evaluateValue(visit, field, literal);
  if (typeof value === 'string') return value;
  throw unexpectedType(visit, field, literal, 'string', value);
}

function textAt(visit: Visit<FailState>, field: string, path: string): string {
  const value: Json = readNamedField(visit, field, path, visit.input.value);
  if (typeof value === 'string') return value;
  throw runtimeFailure(
    visit,
    `The ${field} parameter does not reference a string: ${path} == ${JSON.stringify(value)}`,
  );
}
