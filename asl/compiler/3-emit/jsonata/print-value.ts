import type { Json } from '../../../spec/states.ts';
import type { Expr } from '../../ir.ts';
import { conditional, is, literal, literalText, object } from '../../expr.ts';
import { mayBe, undefinedKind } from '../../kinds.ts';
import { Printer } from './printer.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The value of a field of a state: JSON as far as it is known, expressions in it for the rest. A value that may be undefined
 * becomes null, or goes into a box: `{"v": value}`, `{}` for none.
 */
export function printValue(expr: Expr, surroundings: Surroundings, whenUndefined: 'null' | 'box'): Json {
  if (whenUndefined === 'box') return boxed(expr, surroundings);
  if (expr.op === 'undefined') return null;
  if (mayBe(expr.kinds, undefinedKind))
    return expression(conditional(is(expr, undefinedKind), literal(null), expr), surroundings);
  return part(expr, surroundings);
}

function boxed(expr: Expr, surroundings: Surroundings): Json {
  if (expr.op === 'undefined') return {};
  if (mayBe(expr.kinds, undefinedKind)) return expression(object([{ key: literal('v'), value: expr }]), surroundings);
  return { v: part(expr, surroundings) };
}

const expression = (expr: Expr, surroundings: Surroundings): string => `{% ${new Printer(surroundings).text(expr)} %}`;

function part(expr: Expr, surroundings: Surroundings): Json {
  const json = template(expr, surroundings);
  return json === undefined ? expression(expr, surroundings) : json;
}

/** What can be written as JSON: literals, and objects and lists whose parts all have a value. */
function template(expr: Expr, surroundings: Surroundings): Json | undefined {
  if (expr.op === 'literal') return isPlain(expr.value) ? expr.value : undefined;
  if (expr.op === 'array') {
    if (expr.elements.some(({ spread, value }) => spread || mayBe(value.kinds, undefinedKind))) return undefined;
    return expr.elements.map(({ value }) => part(value, surroundings));
  }
  if (expr.op !== 'object') return undefined;
  const fields: [string, Json][] = [];
  for (const entry of expr.entries) {
    if ('spread' in entry || entry.key.op !== 'literal' || mayBe(entry.value.kinds, undefinedKind)) return undefined;
    const key = literalText(entry.key)!;
    if (!isPlain(key)) return undefined;
    fields.push([key, part(entry.value, surroundings)]);
  }
  // A key may be there twice: the last one counts.
  return Object.fromEntries(fields);
}

/** No text in it would be taken for an expression, or for a substitution. */
function isPlain(value: Json): boolean {
  if (typeof value === 'string') return !value.startsWith('{%') && !value.endsWith('%}') && !value.includes('${');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isPlain(key) && isPlain(inner));
}
