import type { Json, JsonObject } from '../../spec/states.ts';
import { runtimeFailure, type Visit } from '../frame.ts';

/** The parameters of a service's action, with fields that have to be texts: those that must be there and those that may. */
export function parametersOf<Required extends string, Optional extends string = never>(
  visit: Visit,
  input: Json,
  required: readonly Required[],
  optional: readonly Optional[] = [],
): JsonObject & Record<Required, string> & Partial<Record<Optional, string>> {
  const fields = input !== null && typeof input === 'object' && !Array.isArray(input) ? input : {};
  const problems = [
    ...required
      .filter((name) => !Object.hasOwn(fields, name))
      .map((name) => `The field '${name}' is required but was missing`),
    ...[...required, ...optional]
      .filter((name) => Object.hasOwn(fields, name) && typeof fields[name] !== 'string')
      .map((name) => `The value for the field '${name}' must be a STRING`),
  ];
  if (problems.length === 0) return fields as ReturnType<typeof parametersOf<Required, Optional>>;
  throw runtimeFailure(
    visit,
    `The Parameters '${JSON.stringify(input)}' could not be used to start the Task: [${problems.join(', ')}]`,
  );
}
