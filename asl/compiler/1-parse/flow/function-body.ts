import ts from 'typescript';
import { undefinedExpr, variable as read } from '../../expr.ts';
import type { Expr } from '../../ir.ts';
import { isOnly, undefinedKind } from '../../kinds.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import { lowerAwaited, noWords } from './lower.ts';
import type { FunctionWithBody } from './async-functions.ts';
import { newVariable, within, type Context } from './context.ts';
import { openBlock } from './graph-builder.ts';
import { lowerFlowExpression } from './prepare.ts';
import { lowerStatements } from './lower.ts';

/** A function's statements here, in place; gives what it returns. Parameters are bound already. */
export function lowerFunctionBody(declaration: FunctionWithBody, context: Context, isAsync: boolean): Expr {
  const { body } = declaration;
  if (body === undefined) return undefinedExpr;
  if (!ts.isBlock(body)) return isAsync ? lowerAwaited(body, context, noWords) : lowerFlowExpression(body, context);
  const { checker } = context.lowering;
  const signature = checker.getSignatureFromDeclaration(declaration)!;
  const returned = checker.getReturnTypeOfSignature(signature);
  const kinds = kindsOfType(isAsync ? (checker.getAwaitedType(returned) ?? returned) : returned, checker);
  const result = isOnly(kinds, undefinedKind) ? undefined : newVariable(nameOf(declaration), kinds);
  const returnTo = openBlock(declaration);
  const inner = within(context, { frame: { kind: 'function', declaration, returnTo, result, outer: context.frame } });
  lowerStatements(body.statements, inner);
  if (result !== undefined && (kinds & undefinedKind) !== 0) inner.graph.assign(result, undefinedExpr, body);
  inner.graph.continueIn(returnTo);
  return result === undefined ? undefinedExpr : read(result);
}

/** The body of a machine, an iteration or a branch: its `return` ends the graph. Gives what it gives at its end. */
export function lowerGraphBody(declaration: FunctionWithBody, context: Context, isAsync: boolean): Expr {
  const { body } = declaration;
  if (body === undefined || !ts.isBlock(body)) return lowerFunctionBody(declaration, context, isAsync);
  lowerStatements(body.statements, context);
  return undefinedExpr;
}

function nameOf(declaration: FunctionWithBody): string {
  return declaration.name !== undefined && ts.isIdentifier(declaration.name)
    ? `${declaration.name.text}Result`
    : 'returned';
}
