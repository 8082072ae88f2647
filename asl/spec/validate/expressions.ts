import { childrenOf } from '../jsonata-ast.ts';
import type { JsonataNode, NodeOf } from '../jsonata-ast.ts';
import {
  expressionIn,
  isExpression,
  JsonataSyntaxError,
  parseJsonata,
  topLevelReferencesOf,
  variablesOf,
} from '../jsonata.ts';
import type { ParsedExpression } from '../jsonata.ts';
import { isBuiltIn } from './built-ins.ts';
import { noteRead, refuse } from './place.ts';
import type { Check, Place } from './place.ts';

/** Only one of `{%` and `%}` is there: AWS takes it for a slip, not for text. */
export const isHalfOpen = (text: string): boolean =>
  (text.startsWith('{%') || text.endsWith('%}')) && !isExpression(text);

/** A text that must be `{% … %}`. */
export const checkExpression: Check = (value, place) => {
  if (typeof value !== 'string') refuse(place, 'Expected value of type String');
  else if (!isExpression(value)) refuse(place, 'JSONata string must start with {% and end with %}');
  else checkSource(expressionIn(value), place);
};

/** Any text of a JSONata state: an expression if it looks like one. */
export const checkText: Check = (value, place) => {
  if (typeof value !== 'string') refuse(place, 'Expected value of type String');
  else if (isExpression(value) || isHalfOpen(value)) checkExpression(value, place);
};

const checkSource = (source: string, place: Place): void => {
  let parsed: ParsedExpression;
  try {
    parsed = parseJsonata(source);
  } catch (error) {
    if (!(error instanceof JsonataSyntaxError)) throw error;
    refuse(place, error.message, 'INVALID_JSONATA_EXPRESSION');
    return;
  }
  for (const name of topLevelReferencesOf(parsed)) {
    const where = name === '$$' ? '' : ' at the top level';
    refuse(place, `Reference to '${name}'${where} is not supported.`, 'UNSUPPORTED_JSONATA_EXPRESSION');
  }
  for (const field of statesFieldsIn(parsed.ast)) {
    if (place.visible.some((visible) => visible === field)) continue;
    refuse(place, `Field '$states.${field}' does not exist.`, 'UNSUPPORTED_JSONATA_EXPRESSION');
  }
  if (place.tokenless && readsToken(parsed.ast)) {
    refuse(place, "Field '$states.context.Task.Token' does not exist.", 'UNSUPPORTED_JSONATA_EXPRESSION');
  }
  for (const variable of variablesOf(parsed)) {
    if (variable !== 'states' && !isBuiltIn(variable)) noteRead(place, variable);
  }
};

/** The names that follow `$states.`, known or not. */
const statesFieldsIn = (root: JsonataNode): Set<string> =>
  new Set(statesPathsIn(root).flatMap(([first]) => (first === undefined ? [] : [first])));

const readsToken = (root: JsonataNode): boolean =>
  statesPathsIn(root).some((names) => names.slice(0, 3).join('.') === 'context.Task.Token');

/** The steps of each path from `$states` on, as far as they are names. */
const statesPathsIn = (node: JsonataNode): string[][] => {
  const inner = childrenOf(node).flatMap(statesPathsIn);
  if (node.type !== 'path') return inner;
  const [first, ...steps] = node.steps;
  if (first?.type !== 'variable' || first.value !== 'states') return inner;
  const end = steps.findIndex(({ type }) => type !== 'name');
  const names = (end === -1 ? steps : steps.slice(0, end)).map((step) => (step as NodeOf<'name'>).value);
  return [names, ...inner];
};
