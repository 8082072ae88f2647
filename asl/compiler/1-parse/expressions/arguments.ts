import ts from 'typescript';
import { lambda, local } from '../../expr.ts';
import { argumentKinds, argumentMissing, callbackParameter, callbackUnknown } from '../../diagnostics/expressions.ts';
import type { Expr, Lambda, Local } from '../../ir.ts';
import { isOnly, type Kinds } from '../../kinds.ts';
import type { Scope } from '../scope.ts';
import { converted } from './conversions.ts';
import { lowerExpression } from './expression.ts';
import { lowerPureBody, pureFunctionOf } from './functions.ts';
import { believed } from './typed.ts';

/** The argument at a position, of certain kinds; undefined if it is left out. */
export function argumentAt(node: ts.CallExpression, at: number, kinds: Kinds, scope: Scope): Expr | undefined {
  const argument = node.arguments[at];
  if (argument === undefined) return undefined;
  if (ts.isSpreadElement(argument)) return scope.lowering.refuse(argumentKinds, argument, argument.getText());
  const value = believed(lowerExpression(argument, scope), argument, scope);
  if (value.op === 'refused' || isOnly(value.kinds, kinds)) return value;
  return scope.lowering.refuse(argumentKinds, argument, argument.getText());
}

export function requiredArgument(node: ts.CallExpression, at: number, kinds: Kinds, scope: Scope): Expr {
  return argumentAt(node, at, kinds, scope) ?? scope.lowering.refuse(argumentMissing, node, node.expression.getText());
}

/** A callback as a lambda whose parameters have these kinds; `list` is what its last one is, if it has that. `result` makes what the operation wants of what the function gives. */
export function lambdaAt(
  node: ts.CallExpression,
  at: number,
  parameters: readonly { name: string; kinds: Kinds }[],
  scope: Scope,
  result: (body: Expr, origin: ts.Node) => Expr = (body) => body,
  list?: Expr,
): Lambda | undefined {
  const argument = node.arguments[at];
  const found = argument && pureFunctionOf(argument, scope);
  if (argument === undefined || found === undefined) {
    const builtIn = argument && wrapperNamed(argument, parameters, result);
    if (builtIn !== undefined) return builtIn(scope);
    scope.lowering.refuse(callbackUnknown, argument ?? node, (argument ?? node).getText());
    return undefined;
  }
  const locals = parameters.map(({ name, kinds }, index): { local: Local; kinds: Kinds } => {
    const own = found.declaration.parameters[index]?.name;
    return { local: { name: own !== undefined && ts.isIdentifier(own) ? own.text : name }, kinds };
  });
  const values = [
    ...locals.map(({ local: bound, kinds }) => local(bound, kinds)),
    ...(list === undefined ? [] : [list]),
  ];
  const surplus = found.declaration.parameters[values.length];
  if (surplus !== undefined) {
    scope.lowering.refuse(callbackParameter, surplus, surplus.name.getText());
    return undefined;
  }
  const body = result(lowerPureBody(found, values, scope), argument);
  return body.op === 'refused'
    ? undefined
    : lambda(
        locals.map(({ local: bound }) => bound),
        body,
      );
}

/** `map(String)`, `filter(Boolean)`, `map(Number)`. */
function wrapperNamed(
  argument: ts.Expression,
  [item]: readonly { name: string; kinds: Kinds }[],
  result: (body: Expr, origin: ts.Node) => Expr,
): ((scope: Scope) => Lambda | undefined) | undefined {
  if (!ts.isIdentifier(argument) || item === undefined) return undefined;
  const { text } = argument;
  if (text !== 'String' && text !== 'Boolean' && text !== 'Number') return undefined;
  const bound: Local = { name: item.name };
  return (scope) => {
    const body = result(converted(text, local(bound, item.kinds), argument, scope), argument);
    return body.op === 'refused' ? undefined : lambda([bound], body);
  };
}
