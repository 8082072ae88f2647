import ts from 'typescript';
import { mayThrow } from '../../expr-effects.ts';
import { lowerExpression } from '../expressions/expression.ts';
import { lowerPure } from '../pure/pure-statement.ts';
import { unwrapped } from '../unwrapped.ts';
import { applyWrites } from './bind.ts';
import { changingCall } from './changing-call.ts';
import type { Context } from './context.ts';
import { inlineCall } from './inline.ts';
import { noWords, type StateWords } from './lower.ts';
import { computed } from './may-throw.ts';
import { prepare } from './prepare.ts';
import { scopeOf } from './scope-of.ts';

/** An expression for what it does: a statement, or `i++` of a loop. Parts that a comma divides come one after the other. */
export function lowerEffect(node: ts.Expression, context: Context, words: StateWords = noWords): void {
  const bare = unwrapped(node);
  if (ts.isBinaryExpression(bare) && bare.operatorToken.kind === ts.SyntaxKind.CommaToken) {
    lowerEffect(bare.left, context);
    lowerEffect(bare.right, context, words);
    return;
  }
  const changing = changingCall(bare, context);
  if (changing !== undefined) {
    inlineCall(changing.value, changing.call, context, words);
    return;
  }
  const statement = ts.setTextRange(ts.factory.createExpressionStatement(node), node);
  Object.assign(statement, { parent: node.parent });
  prepare(node, context, words);
  if (onlyFails(bare)) {
    const value = lowerExpression(bare, scopeOf(context));
    if (mayThrow(value)) computed(value, bare, context);
    return;
  }
  applyWrites(lowerPure(statement, scopeOf(context)), context);
}

/** An expression that changes nothing: what counts is whether it fails, as of `JSON.parse(text)` in a `try`. */
export const onlyFails = (node: ts.Expression): boolean =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  ts.isIdentifier(node.expression.expression) &&
  /^(JSON|Math|Number|Date|Object)$/.test(node.expression.expression.text) &&
  node.expression.name.text !== 'assign';
