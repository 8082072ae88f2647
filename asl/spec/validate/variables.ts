import { limits } from '../limits.ts';
import { inside, isRecord, noteAssigned, refuse, warn } from './place.ts';
import type { Machine } from './machines.ts';
import type { Check, Place, Scope } from './place.ts';
import { template } from './templates.ts';
import { isAssignedOnTheWay } from './transitions.ts';

/** https://states-language.net/#assign */
export const assign: Check = (value, place) => {
  if (!isRecord(value)) {
    refuse(place, 'Expected value of type Object');
    return;
  }
  template(value, place);
  for (const key of Object.keys(value)) {
    const isPath = place.language === 'JSONPath' && key.endsWith('.$');
    checkName(isPath ? key.slice(0, -2) : key, inside(place, key));
  }
};

const checkName = (name: string, place: Place): void => {
  if (name === 'states') refuse(place, "Cannot assign to reserved variable '$states'.", 'RESERVED_VARIABLE_NAME');
  else if (!/^\p{ID_Start}\p{ID_Continue}*$/u.test(name)) {
    const message = `Invalid variable name '${name}': the variable name contains invalid characters.`;
    refuse(place, message, 'INVALID_VARIABLE_NAME');
  } else if (Array.from(name).length > limits.variableNameLength) {
    const message = `Invalid variable name '${name}': it exceeds the ${limits.variableNameLength}-character limit`;
    refuse(place, message, 'INVALID_VARIABLE_NAME');
  } else noteAssigned(place, name);
};

/** What can be told once all of a definition is known. */
export const checkScopes = (machines: readonly Machine[]): void => {
  const statesOf = new Map(machines.map(({ scope, states }) => [scope, states]));
  for (const { scope } of machines) {
    checkAssigned(scope, statesOf);
    checkRead(scope);
  }
};

/**
 * An inner scope may not assign what the outer has assigned on the way there; what the outer assigns only afterwards is free
 * (measured on AWS). https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#variable-scope
 */
const checkAssigned = (scope: Scope, statesOf: ReadonlyMap<Scope, Machine['states']>): void => {
  for (const [name, places] of scope.assigned) {
    if (!isAssignedBefore(scope, name, statesOf)) continue;
    for (const place of places) {
      refuse(place, `The variable name '${name}' was already defined in a parent scope.`, 'DUPLICATE_VARIABLE_NAME');
    }
  }
};

const isAssignedBefore = (scope: Scope, name: string, statesOf: ReadonlyMap<Scope, Machine['states']>): boolean => {
  const { outer, holder } = scope;
  if (outer === undefined || holder === undefined) return false;
  return isAssignedOnTheWay(statesOf.get(outer)!, name, holder) || isAssignedBefore(outer, name, statesOf);
};

/** AWS accepts it, and the execution fails if nothing was assigned when it is read. */
const checkRead = (scope: Scope): void => {
  for (const [name, places] of scope.read) {
    if (assigns(scope, name)) continue;
    for (const place of places) warn(place, 'UNASSIGNED_VARIABLE', `No state that could run before assigns '$${name}'`);
  }
};

const assigns = (scope: Scope | undefined, name: string): boolean => {
  for (let at = scope; at !== undefined; at = at.isolated ? undefined : at.outer) {
    if (at.assigned.has(name)) return true;
  }
  return false;
};
