import type ts from 'typescript';
import type { Expr } from '../../ir.ts';
import type { Scope } from '../scope.ts';

/** What an expression gives: JavaScript's meaning, in the words of the graph. What cannot be said is reported, and stands as refused. */
export const lowerExpression = (node: ts.Expression, scope: Scope): Expr =>
  scope.intercept(node, scope) ?? scope.lowering.language.expression(node, scope);
