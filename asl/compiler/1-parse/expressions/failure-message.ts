import ts from 'typescript';
import type { Scope } from '../scope.ts';
import { knownFunction } from '../sdk.ts';
import { unwrapped } from '../unwrapped.ts';

/** Whether an expression is the message of a failure: for people, each engine words it in its own way. */
export function isFailureMessage(node: ts.Expression, scope: Scope): boolean {
  const bare = unwrapped(node);
  if (ts.isPropertyAccessExpression(bare)) return bare.name.text === 'message' && isFailure(bare.expression, scope);
  const declared = ts.isIdentifier(bare)
    ? scope.lowering.checker.getSymbolAtLocation(bare)?.valueDeclaration
    : undefined;
  if (declared === undefined || !ts.isBindingElement(declared)) return false;
  const name = declared.propertyName ?? declared.name;
  const { parent } = declared.parent;
  const isMessage = ts.isIdentifier(name) && name.text === 'message';
  return (
    isMessage &&
    ts.isVariableDeclaration(parent) &&
    parent.initializer !== undefined &&
    isFailure(parent.initializer, scope)
  );
}

/** `failureOf(…)`, a variable that holds one, or a caught error. */
function isFailure(node: ts.Expression, scope: Scope): boolean {
  const { checker } = scope.lowering;
  const bare = unwrapped(node);
  if (ts.isCallExpression(bare)) return knownFunction(bare.expression, checker)?.name === 'failureOf';
  if (ts.isPropertyAccessExpression(bare) && bare.name.text === 'cause') return isFailure(bare.expression, scope);
  const declared = ts.isIdentifier(bare) ? checker.getSymbolAtLocation(bare)?.valueDeclaration : undefined;
  if (declared === undefined || !ts.isVariableDeclaration(declared)) return false;
  return (
    ts.isCatchClause(declared.parent) || (declared.initializer !== undefined && isFailure(declared.initializer, scope))
  );
}
