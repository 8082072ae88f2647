import ts from 'typescript';
import { callRefused, comparesMessage } from '../../diagnostics/expressions.ts';
import type { Expr } from '../../ir.ts';
import { isOnly, listKind, nullish, textKind } from '../../kinds.ts';
import type { Scope } from '../scope.ts';
import { whenPresent } from './access.ts';
import { lowerExpression } from './expression.ts';
import { isFailureMessage } from './failure-message.ts';
import { lowerGlobalCall } from './global-calls.ts';
import { inlineFunction, pureFunctionOf } from './functions.ts';
import { changingMethods, listMethods } from './list-methods.ts';
import { textMethods } from './text-methods.ts';
import { unwrapped } from '../unwrapped.ts';

/** A method's owner is present; `node` is the call. */
export type Method = (owner: Expr, node: ts.CallExpression, scope: Scope) => Expr;

export function lowerCall(node: ts.CallExpression, scope: Scope): Expr {
  const { expression } = node;
  const { refuse } = scope.lowering;
  const global = lowerGlobalCall(node, scope);
  if (global !== undefined) return global;
  const inlined = pureFunctionOf(expression, scope);
  if (inlined !== undefined) return inlineFunction(inlined, node, scope);
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
  const method = methodsOf(owner)?.[name.text] ?? (isFresh ? changingMethods[name.text] : undefined);
  return method === undefined ? scope.lowering.refuse(callRefused, name, name.text) : method(owner, node, scope);
}

/** A list that nobody else has may be changed where it stands. */
const makesList = (node: ts.Expression): boolean => ts.isArrayLiteralExpression(node) || ts.isCallExpression(node);

function methodsOf({ kinds }: Expr): Readonly<Record<string, Method | undefined>> | undefined {
  if (isOnly(kinds, listKind | nullish)) return listMethods;
  if (isOnly(kinds, textKind | nullish)) return textMethods;
  return undefined;
}
