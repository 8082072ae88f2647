import type ts from 'typescript';
import { present } from '../../expr.ts';
import type { Expr } from '../../ir.ts';
import { anyKind, mayBe, undefinedKind, type Kinds } from '../../kinds.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import type { Scope } from '../scope.ts';

export const kindsAt = (node: ts.Node, { lowering: { checker } }: Scope): Kinds =>
  kindsOfType(checker.getTypeAtLocation(node), checker);

/**
 * The kinds of a name where it is read. The type there may be narrower than the value's, never wider: but for undefined, which an index may give
 * and no type says.
 */
export function narrow(expr: Expr, node: ts.Node, scope: Scope): Expr {
  const at = kindsAt(node, scope);
  const both = expr.kinds & at;
  const kinds =
    both === 0 ? expr.kinds : both | (mayBe(expr.kinds, undefinedKind) && isUnchecked(expr) ? undefinedKind : 0);
  return kinds === expr.kinds ? expr : { ...expr, kinds };
}

/** What a generic function gives is known better by its call than by its body. */
export function asDeclared(value: Expr, node: ts.Node, scope: Scope): Expr {
  const kinds = value.kinds & kindsAt(node, scope);
  return kinds === 0 || value.op === 'refused' ? value : { ...value, kinds: kinds | (value.kinds & undefinedKind) };
}

/** A value that a type parameter has said nothing of is what the declaration that takes it says. */
export function claimed(value: Expr, declaration: ts.Node, checker: ts.TypeChecker): Expr {
  const unknown = anyKind & ~undefinedKind;
  if ((value.kinds & unknown) !== unknown) return value;
  const kinds = kindsOfType(checker.getTypeAtLocation(declaration), checker) & value.kinds;
  return { ...value, kinds: kinds === 0 ? value.kinds : kinds };
}

/** An element that its type says to be there: what computes with it fails where it is not. */
export function believed(value: Expr, node: ts.Node, scope: Scope): Expr {
  const isSaid = isUnchecked(value) && !mayBe(kindsAt(node, scope), undefinedKind);
  return isSaid || isSaidToBeThere(value, node, scope) ? present(value) : value;
}

/** Whether it may be undefined, and only the project's own types deny it. */
export function isSaidToBeThere(value: Expr, node: ts.Node, { lowering: { checker, written } }: Scope): boolean {
  if (written === checker || !mayBe(value.kinds, undefinedKind)) return false;
  return !mayBe(kindsOfType(written.getTypeAtLocation(node), written), undefinedKind);
}

/** An element of a list may be absent whatever its type says. */
function isUnchecked(expr: Expr): boolean {
  if (expr.op === 'index' || expr.op === 'lookup') return true;
  if (expr.op === 'let') return isUnchecked(expr.body);
  return false;
}
