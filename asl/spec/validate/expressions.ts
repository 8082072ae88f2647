import { childrenOf } from '../jsonata-ast.ts';
import type { JsonataNode } from '../jsonata-ast.ts';
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
  for (const variable of variablesOf(parsed)) {
    if (variable !== 'states' && !isBuiltIn(variable)) noteRead(place, variable);
  }
};

/** The names that follow `$states.`, known or not. */
const statesFieldsIn = (root: JsonataNode): Set<string> => {
  const fields = new Set<string>();
  const visit = (node: JsonataNode): void => {
    if (node.type === 'path') {
      const [first, second] = node.steps;
      if (first?.type === 'variable' && first.value === 'states' && second?.type === 'name') fields.add(second.value);
    }
    childrenOf(node).forEach(visit);
  };
  visit(root);
  return fields;
};
