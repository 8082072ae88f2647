import ts from 'typescript';
import { knownFunction } from '../sdk.ts';
import { functionOf, isAsync, type FunctionValue } from './async-functions.ts';
import type { Context } from './context.ts';

/** Whether something that takes states is in the node: an await, or a call of a function that throws. Functions inside have their own. */
export function hasStep(node: ts.Node, context: Context): boolean {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return true;
  if (ts.isFunctionLike(node)) return false;
  if (throws(node, context)) return true;
  return ts.forEachChild(node, (child) => hasStep(child, context) || undefined) ?? false;
}

/**
 * Whether a plain function of the source is called here that throws. Only a state can fail: the function's statements stand where the call does, as
 * those of an async one do.
 */
export function throws(node: ts.Node, context: Context): boolean {
  if (!ts.isCallExpression(node)) return false;
  // The constructs have meanings of their own, also where their source is at hand.
  if (knownFunction(node.expression, context.lowering.checker) !== undefined) return false;
  const value = functionOf(node.expression, context);
  return value !== undefined && isThrowing(value, context);
}

const known = new WeakMap<ts.Node, boolean>();

function isThrowing({ declaration }: FunctionValue, context: Context): boolean {
  const answer = known.get(declaration);
  if (answer !== undefined) return answer;
  // One that calls itself is refused where it is called.
  known.set(declaration, false);
  const found = !isAsync(declaration, context.lowering.checker) && hasThrow(declaration.body!, context);
  known.set(declaration, found);
  return found;
}

function hasThrow(node: ts.Node, context: Context): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isThrowStatement(node)) return true;
  if (throws(node, context)) return true;
  return ts.forEachChild(node, (child) => hasThrow(child, context) || undefined) ?? false;
}
