import ts from 'typescript';
import { callRefused, comparesMessage } from '../../diagnostics/expressions.ts';
import { text } from '../../expr.ts';
import type { Expr } from '../../ir.ts';
import { booleanKind, isOnly, listKind, nullish, numberKind, textKind } from '../../kinds.ts';
import type { Scope } from '../scope.ts';
import { whenPresent } from './access.ts';
import { lowerExpression } from './expression.ts';
import { isFailureMessage } from './failure-message.ts';
import { lowerDateCall } from './dates.ts';
import { lowerGlobalCall } from './global-calls.ts';
import { inlineFunction, pureFunctionOf } from './functions.ts';
import { changingMethods, listMethods } from './list-methods.ts';
import { textMethods } from './text-methods.ts';
import { asDeclared } from './typed.ts';
import { unwrapped } from '../unwrapped.ts';

/** A method's owner is present; `node` is the call. */
export type Method = (owner: Expr, node: ts.CallExpression, scope: Scope) => Expr;

/** By name. */
export type Methods = ReadonlyMap<string, Method>;

export function lowerCall(node: ts.CallExpression, scope: Scope): Expr {
  const { expression } = node;
  const { refuse } = scope.lowering;
  const global = lowerGlobalCall(node, scope) ?? lowerDateCall(node, scope);
  if (global !== undefined) return global;
  const inlined = pureFunctionOf(expression, scope);
  // A type parameter is known where the function is called.
  if (inlined !== undefined) return asDeclared(inlineFunction(inlined, node, scope), node, scope);
  if (!ts.isPropertyAccessExpression(expression)) return refuse(callRefused, expression, expression.getText());
  if (asking.has(expression.name.text) && isFailureMessage(expression.expression, scope))
    return refuse(comparesMessage, node);
  const owner = lowerExpression(expression.expression, scope);
  if (owner.op === 'refused') return owner;
  return whenPresent(owner, expression, (present) => lowerMethod(present, node, expression.name, scope));
}

/** Methods that ask what is in a text. */
const asking: ReadonlySet<string> = new Set(['includes', 'startsWith', 'endsWith', 'indexOf']);

function lowerMethod(owner: Expr, node: ts.CallExpression, name: ts.MemberName, scope: Scope): Expr {
  const isFresh = ts.isPropertyAccessExpression(node.expression) && makesList(unwrapped(node.expression.expression));
  const method = methodsOf(owner)?.get(name.text) ?? (isFresh ? changingMethods.get(name.text) : undefined);
  return method === undefined ? scope.lowering.refuse(callRefused, name, name.text) : method(owner, node, scope);
}

const asText: Method = (owner, node, scope) =>
  node.arguments.length > 0 ? scope.lowering.refuse(callRefused, node, 'toString') : text(owner);
const itself: Method = (owner) => owner;
const scalarMethods: Methods = new Map([
  ['toString', asText],
  ['valueOf', itself],
]);

/** A list that nobody else has may be changed where it stands. */
const makesList = (node: ts.Expression): boolean => ts.isArrayLiteralExpression(node) || ts.isCallExpression(node);

function methodsOf({ kinds }: Expr): Methods | undefined {
  if (isOnly(kinds, listKind | nullish)) return listMethods;
  if (isOnly(kinds, textKind | nullish)) return textMethods;
  if (isOnly(kinds, numberKind | booleanKind)) return scalarMethods;
  return undefined;
}
