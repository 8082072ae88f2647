import type { Json } from '../spec/states.ts';
import { mayThrow } from './expr-effects.ts';
import type { ArrayElement, Expr, Lambda, Local, ObjectEntry, Operation, Source, Variable } from './ir.ts';
import {
  anyKind,
  booleanKind,
  isOnly,
  listKind,
  mayBe,
  nullKind,
  numberKind,
  objectKind,
  textKind,
  undefinedKind,
  without,
  type Kinds,
} from './kinds.ts';

/** Makes expressions: folds what is decided already, and works out the kinds where they follow from the parts. */

export const literal = (value: Json): Expr => ({ op: 'literal', value, kinds: kindOfJson(value) });
/** The text of a literal of a scalar; undefined for everything else. */
export function literalText(expr: Expr): string | undefined {
  if (expr.op !== 'literal' || typeof expr.value === 'object') return undefined;
  return String(expr.value);
}

export const undefinedExpr: Expr = { op: 'undefined', kinds: undefinedKind };
export const refused: Expr = { op: 'refused', kinds: anyKind };
export const variable = (of: Variable, kinds: Kinds = of.kinds): Expr => ({ op: 'variable', variable: of, kinds });
export const local = (of: Local, kinds: Kinds): Expr => ({ op: 'local', local: of, kinds });
export const source = (name: Source, kinds: Kinds): Expr => ({ op: 'source', source: name, kinds });

function kindOfJson(value: Json): Kinds {
  if (value === null) return nullKind;
  if (Array.isArray(value)) return listKind;
  switch (typeof value) {
    case 'boolean':
      return booleanKind;
    case 'number':
      return numberKind;
    case 'string':
      return textKind;
    default:
      return objectKind;
  }
}

/** A field of an object that is written out is the field's value. */
export function member(of: Expr, key: string, kinds: Kinds, strict = false): Expr {
  const written = of.op === 'object' ? fieldOf(of, key) : undefined;
  return written ?? { op: 'member', object: of, key, kinds, strict };
}

/** Undefined where it is not sure, or where leaving the other fields out would leave a failure out. */
export function fieldOf({ entries }: Expr & { op: 'object' }, key: string): Expr | undefined {
  const fields = entries.filter((entry) => 'key' in entry);
  if (fields.length < entries.length || !fields.every((entry) => entry.key.op === 'literal' && !mayThrow(entry.value)))
    return undefined;
  return fields.findLast((entry) => (entry.key as Expr & { op: 'literal' }).value === key)?.value;
}

export const lookup = (object: Expr, key: Expr, kinds: Kinds, strict = false): Expr => ({
  op: 'lookup',
  object,
  key,
  kinds,
  strict,
});
export const index = (list: Expr, at: Expr, kinds: Kinds, strict = false): Expr => ({
  op: 'index',
  list,
  index: at,
  kinds,
  strict,
});

export const array = (elements: ArrayElement[]): Expr =>
  elements.every(({ value, spread }) => !spread && value.op === 'literal')
    ? literal(elements.map(({ value }) => (value as Expr & { op: 'literal' }).value))
    : { op: 'array', elements, kinds: listKind };

export const object = (entries: ObjectEntry[]): Expr => ({ op: 'object', entries, kinds: objectKind });

export function text(value: Expr): Expr {
  if (isOnly(value.kinds, textKind)) return value;
  if (value.op === 'literal' && (typeof value.value !== 'object' || value.value === null))
    return literal(String(value.value));
  return value.op === 'undefined' ? literal('undefined') : { op: 'text', value, kinds: textKind };
}

/** Neighbours that are written out are joined at once. */
export function concat(parts: readonly Expr[]): Expr {
  const joined: Expr[] = [];
  for (const part of parts.flatMap((each) => (each.op === 'concat' ? each.parts : [each]))) {
    const last = joined.at(-1);
    if (part.op === 'literal' && last?.op === 'literal')
      joined.splice(-1, 1, literal(`${last.value as string}${part.value as string}`));
    else if (part.op !== 'literal' || part.value !== '') joined.push(part);
  }
  const [only] = joined;
  if (only === undefined) return literal('');
  return joined.length === 1 ? only : { op: 'concat', parts: joined, kinds: textKind };
}

const booleanOf = (expr: Expr): boolean | undefined =>
  expr.op === 'literal' && typeof expr.value === 'boolean' ? expr.value : undefined;

export function not(value: Expr): Expr {
  const known = booleanOf(value);
  if (known !== undefined) return literal(!known);
  return value.op === 'not' ? value.value : { op: 'not', value, kinds: booleanKind };
}

export function and(left: Expr, right: Expr): Expr {
  const [first, second] = [booleanOf(left), booleanOf(right)];
  if (first !== undefined) return first ? right : left;
  return second === true ? left : { op: 'and', left, right, kinds: booleanKind };
}

export function or(left: Expr, right: Expr): Expr {
  const [first, second] = [booleanOf(left), booleanOf(right)];
  if (first !== undefined) return first ? left : right;
  return second === false ? left : { op: 'or', left, right, kinds: booleanKind };
}

export function truthy(value: Expr): Expr {
  if (value.op === 'refused' || isOnly(value.kinds, booleanKind)) return value;
  if (value.op === 'literal') return literal(Boolean(value.value));
  if (isOnly(value.kinds, listKind | objectKind)) return literal(true);
  if (isOnly(value.kinds, undefinedKind | nullKind)) return literal(false);
  return { op: 'truthy', value, kinds: booleanKind };
}

export function equal(left: Expr, right: Expr): Expr {
  if (left.op === 'literal' && right.op === 'literal' && isScalar(left.value) && isScalar(right.value))
    return literal(left.value === right.value);
  if (!mayBe(left.kinds, right.kinds)) return literal(false);
  if (left.op === 'undefined') return is(right, undefinedKind);
  if (right.op === 'undefined') return is(left, undefinedKind);
  if (left.op === 'literal' && left.value === null) return is(right, nullKind);
  if (right.op === 'literal' && right.value === null) return is(left, nullKind);
  return { op: 'equal', left, right, kinds: booleanKind };
}
const isScalar = (value: Json): boolean => typeof value !== 'object' || value === null;

export const compare = (operator: '<' | '<=' | '>' | '>=', left: Expr, right: Expr): Expr => {
  const [first, second] = [numberOf(left), numberOf(right)];
  if (first === undefined || second === undefined) return { op: 'compare', operator, left, right, kinds: booleanKind };
  if (operator === '<') return literal(first < second);
  if (operator === '<=') return literal(first <= second);
  return literal(operator === '>' ? first > second : first >= second);
};
const numberOf = (expr: Expr): number | undefined =>
  expr.op === 'literal' && typeof expr.value === 'number' ? expr.value : undefined;

export function is(value: Expr, of: Kinds): Expr {
  if (value.op === 'refused') return value;
  if (isOnly(value.kinds, of)) return literal(true);
  if (!mayBe(value.kinds, of)) return literal(false);
  // What is not there has no kind that could be asked for: the others are.
  if (mayBe(of, undefinedKind)) return not({ op: 'is', value, of: without(value.kinds, of), kinds: booleanKind });
  return { op: 'is', value, of, kinds: booleanKind };
}

export function arithmetic(operator: '+' | '-' | '*' | '/' | '%' | '**', left: Expr, right: Expr): Expr {
  const [first, second] = [numberOf(left), numberOf(right)];
  if (first !== undefined && second !== undefined) {
    const value = compute(operator, first, second);
    // What is no number for JSON is left to fail when it is computed.
    if (Number.isFinite(value)) return literal(value);
  }
  return { op: 'arithmetic', operator, left, right, kinds: numberKind };
}

function compute(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return left ** right;
  }
}

export const negate = (value: Expr): Expr => {
  const known = numberOf(value);
  return known === undefined ? { op: 'negate', value, kinds: numberKind } : literal(known === 0 ? 0 : -known);
};

export function conditional(test: Expr, then: Expr, otherwise: Expr): Expr {
  const known = booleanOf(test);
  if (known !== undefined) return known ? then : otherwise;
  if (test.op === 'not') return conditional(test.value, otherwise, then);
  if (booleanOf(then) === true && booleanOf(otherwise) === false) return test;
  if (booleanOf(then) === false && booleanOf(otherwise) === true) return not(test);
  return { op: 'conditional', test, then, otherwise, kinds: then.kinds | otherwise.kinds };
}

export const letIn = (bound: Local, value: Expr, body: Expr): Expr => ({
  op: 'let',
  local: bound,
  value,
  body,
  kinds: body.kinds,
});

export const lambda = (parameters: Local[], body: Expr): Lambda => ({ op: 'lambda', parameters, body });

export const call = (name: Operation, kinds: Kinds, ...args: (Expr | Lambda)[]): Expr => ({
  op: 'call',
  function: name,
  arguments: args,
  kinds,
});

/** JavaScript fails where there is nothing, though its type says that there is. */
export function present(value: Expr): Expr {
  if (value.op === 'refused' || !mayBe(value.kinds, undefinedKind)) return value;
  return conditional(is(value, undefinedKind), fail('TypeError'), {
    ...value,
    kinds: without(value.kinds, undefinedKind),
  });
}

export const fail = (message: string): Expr => ({ op: 'fail', message, kinds: 0 });
