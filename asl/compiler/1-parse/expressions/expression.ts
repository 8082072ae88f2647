import ts from 'typescript';
import type { Expr } from '../../ir.ts';
import { expressionRefused } from '../../diagnostics/expressions.ts';
import type { Scope } from '../scope.ts';
import { visitors } from './visitors.ts';

/** What an expression gives: JavaScript's meaning, in the words of the graph. What cannot be said is reported, and stands as refused. */
export function lowerExpression(node: ts.Expression, scope: Scope): Expr {
  const known = scope.intercept(node, scope);
  if (known !== undefined) return known;
  const visitor = visitors[node.kind];
  return visitor === undefined ? scope.lowering.refuse(expressionRefused, node, ts.SyntaxKind[node.kind]) : visitor(node as never, scope);
}

