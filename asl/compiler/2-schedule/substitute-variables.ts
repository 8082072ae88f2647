import { and, conditional, equal, fieldOf, not, or } from '../expr.ts';
import { mapChildren } from '../expr-effects.ts';
import type { Expr, Variable } from '../ir.ts';
import { textKind } from '../kinds.ts';

/** Writes what variables stand for in their place, and what follows from that. */
export function substitute(expr: Expr, known: ReadonlyMap<Variable, Expr>): Expr {
  if (expr.op === 'variable') return known.get(expr.variable) ?? expr;
  return simplify(mapChildren(expr, (child) => substitute(child, known)));
}

/** What follows from the parts, once other ones stand in their place. */
export function simplify(expr: Expr): Expr {
  if (expr.op === 'member') return memberOf(expr.object, expr);
  if (expr.op === 'not') return not(expr.value);
  if (expr.op === 'and') return and(expr.left, expr.right);
  if (expr.op === 'or') return or(expr.left, expr.right);
  if (expr.op === 'equal') return equal(expr.left, expr.right);
  if (expr.op === 'conditional') return conditional(expr.test, expr.then, expr.otherwise);
  return expr;
}

/** A field of an object that is written out is the field's value. */
function memberOf(object: Expr, expr: Expr & { op: 'member' }): Expr {
  const { key } = expr;
  if (object.op === 'source' && object.source === 'activityFailure' && key === 'kind') {
    return { op: 'literal', value: 'activity', kinds: textKind };
  }
  if (object.op === 'source' && object.source === 'childFailure' && key === 'kind') {
    return { op: 'literal', value: 'child', kinds: textKind };
  }
  return object.op === 'object' ? (fieldOf(object, key) ?? expr) : expr;
}
