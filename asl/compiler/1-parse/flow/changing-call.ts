import ts from 'typescript';
import { unwrapped } from '../unwrapped.ts';
import { writtenOutside } from '../written.ts';
import { functionOf, type FunctionValue } from './async-functions.ts';
import type { Context } from './context.ts';

/** A call of a function of the source that changes variables around it: its statements stand where the call does. */
export function changingCall(
  node: ts.Expression,
  context: Context,
): { call: ts.CallExpression; value: FunctionValue } | undefined {
  const call = unwrapped(node);
  const value = ts.isCallExpression(call) ? functionOf(call.expression, context) : undefined;
  if (value === undefined || !ts.isCallExpression(call)) return undefined;
  return writtenOutside(value.declaration, context.lowering.checker) === undefined ? undefined : { call, value };
}
