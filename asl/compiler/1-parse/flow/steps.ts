import ts from 'typescript';
import { knownFunction } from '../sdk.ts';
import { functionOf, isAsync, type FunctionValue } from './async-functions.ts';
import type { Context } from './context.ts';

/** Whether something that takes states is in the node: an await, or a call of a function that throws. Functions inside have their own. */
export function hasStep(node: ts.Node, context: Context): boolean {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return true;
  if (ts.isFunctionLike(node)) return false;
  if (throwingCall(node, context) !== undefined) return true;
  return ts.forEachChild(node, (child) => hasStep(child, context) || undefined) ?? false;
}

/** A call of a plain function of the source that throws. Only a state can fail: the function's statements stand where the call does. */
export function throwingCall(
  node: ts.Node,
  context: Context,
): { call: ts.CallExpression; value: FunctionValue } | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  // The constructs have meanings of their own, also where their source is at hand.
  if (knownFunction(node.expression, context.lowering.checker) !== undefined) return undefined;
  const value = functionOf(node.expression, context);
  return value !== undefined && throws(value, context) ? { call: node, value } : undefined;
}

const known = new WeakMap<ts.Node, boolean>();

function throws({ declaration }: FunctionValue, context: Context): boolean {
  const answer = known.get(declaration);
  if (answer !== undefined) return answer;
  // One that calls itself is refused where it is called.
  known.set(declaration, false);
  const isThrowing = !isAsync(declaration, context.lowering.checker) && hasThrow(declaration.body!, context);
  known.set(declaration, isThrowing);
  return isThrowing;
}

function hasThrow(node: ts.Node, context: Context): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isThrowStatement(node)) return true;
  if (throwingCall(node, context) !== undefined) return true;
  return ts.forEachChild(node, (child) => hasThrow(child, context) || undefined) ?? false;
}
