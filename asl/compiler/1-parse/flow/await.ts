import ts from 'typescript';

import { refused, undefinedExpr } from '../../expr.ts';
import type { Expr } from '../../ir.ts';
import { awaitedUnknown, floatingPromise } from '../../diagnostics/flow.ts';
import { activityCall } from '../activities/activity-call.ts';
import { childCall } from '../children/child-call.ts';
import { lowerExpression } from '../expressions/expression.ts';
import { knownFunction } from '../sdk.ts';
import { lowerActivity } from './activity.ts';
import { functionOf, isAsync, isPromise } from './async-functions.ts';
import { lowerChild } from './child.ts';
import { lowerAllOf, lowerMapConcurrently, lowerPromiseAll } from './concurrent.ts';
import { lowerConditionalAwait, prepare } from './prepare.ts';
import type { Context } from './context.ts';
import { inlineCall } from './inline.ts';
import { lowerAwaited, type StateWords } from './lower.ts';
import { lowerWithRetries } from './retries.ts';
import { scopeOf } from './scope-of.ts';
import { refuseSdkCall } from './sdk-calls.ts';
import { throws } from './steps.ts';
import { lowerSleep } from './sleep.ts';
import { isGlobal, symbolAt } from '../symbols.ts';
import { unwrapped } from '../unwrapped.ts';

/** Makes a state of what is awaited, and gives its result. */
export function awaited(node: ts.Expression, context: Context, words: StateWords): Expr {
  const bare = unwrapped(node);
  if (ts.isAwaitExpression(bare)) return lowerAwaited(bare.expression, context, words);
  if (ts.isConditionalExpression(bare)) return lowerConditionalAwait(bare, context, words);
  if (ts.isCallExpression(bare)) {
    const result = lowerAwaitedCall(bare, context, words);
    if (result !== undefined) return result;
  }
  const { checker, refuse } = context.lowering;
  if (isPromise(checker.getTypeAtLocation(bare), checker)) {
    if (!ts.isCallExpression(bare)) return refuse(floatingPromise, bare);
    return isOfRefused(bare, context) ? refused : refuse(awaitedUnknown, bare, bare.expression.getText());
  }
  prepare(bare, context);
  return lowerExpression(bare, scopeOf(context));
}

function lowerAwaitedCall(call: ts.CallExpression, context: Context, words: StateWords): Expr | undefined {
  const { lowering } = context;
  const known = knownFunction(call.expression, lowering.checker);
  if (known?.from === 'constructs') {
    if (known.name === 'mapConcurrently') return lowerMapConcurrently(call, context, words);
    if (known.name === 'allOf') return lowerAllOf(call, context, words);
    if (known.name === 'withRetries') return lowerWithRetries(call, context, words);
  }
  if (known?.from === 'temporal') {
    if (known.name === 'sleep') return lowerSleep(call, context, words);
    const child = childCall(call, lowering);
    if (child !== undefined) return lowerChild(child, call, context, words);
    const refusal = refuseSdkCall(call, known.name, context);
    if (refusal !== undefined) return refusal;
  }
  const activity = activityCall(call, lowering);
  if (activity !== undefined) return lowerActivity(activity, call, context, words);
  const promise = lowerPromiseCall(call, context, words);
  if (promise !== undefined) return promise;
  const inlined = functionOf(call.expression, context);
  if (inlined !== undefined && (isAsync(inlined.declaration, lowering.checker) || throws(call, context)))
    return inlineCall(inlined, call, context, words);
  return undefined;
}

/** `Promise.all`, `Promise.resolve`, `Promise.reject`: others are refused. */
function lowerPromiseCall(call: ts.CallExpression, context: Context, words: StateWords): Expr | undefined {
  const { expression } = call;
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression)) return undefined;
  if (expression.expression.text !== 'Promise' || !isGlobal(expression.expression, context.lowering.checker))
    return undefined;
  if (expression.name.text === 'all') return lowerPromiseAll(call, context, words);
  if (expression.name.text === 'resolve') {
    const [value] = call.arguments;
    if (value === undefined) return undefinedExpr;
    return lowerAwaited(value, context, words);
  }
  return context.lowering.refuse(awaitedUnknown, call, expression.getText());
}

/** A method of what has been refused already. */
function isOfRefused({ expression }: ts.CallExpression, context: Context): boolean {
  const owner = ts.isPropertyAccessExpression(expression) ? unwrapped(expression.expression) : undefined;
  const symbol = owner && ts.isIdentifier(owner) ? symbolAt(owner, context.lowering.checker) : undefined;
  return symbol !== undefined && scopeOf(context).read(symbol)?.op === 'refused';
}
