import ts from 'typescript';
import { array, conditional, is, undefinedExpr } from '../../expr.ts';
import type { Expr } from '../../ir.ts';
import { undefinedKind } from '../../kinds.ts';
import { recursion, spreadArgument } from '../../diagnostics/flow.ts';
import { claimed } from '../expressions/typed.ts';
import type { StateWords } from './lower.ts';
import type { FunctionValue } from './async-functions.ts';
import { functionOf } from './async-functions.ts';
import { bindPattern, symbolOf } from './bind.ts';
import { within, type Context } from './context.ts';
import { Environment } from './environment.ts';
import { lowerFunctionBody } from './function-body.ts';
import { lowerFlowExpression } from './prepare.ts';

/** A call of an async function of the source: its states stand where the call does. */
export function inlineCall(value: FunctionValue, call: ts.CallExpression, context: Context, words: StateWords): Expr {
  const { declaration } = value;
  if (context.inlining.includes(declaration))
    return context.lowering.refuse(recursion, call, call.expression.getText());
  const names = new Environment(context.names);
  const name =
    declaration.name !== undefined && ts.isIdentifier(declaration.name)
      ? declaration.name.text
      : call.expression.getText();
  const around = [words.variable, name].filter((word): word is string => word !== undefined && /^[\w$]+$/.test(word));
  const inner = within(context, {
    names,
    inlining: [...context.inlining, declaration],
    around: [...around, ...context.around],
    resolved: new Map(),
  });
  bindParameters(declaration, call, context, inner);
  return lowerFunctionBody(declaration, inner, true);
}

function bindParameters(
  declaration: ts.SignatureDeclaration,
  call: ts.CallExpression,
  context: Context,
  inner: Context,
): void {
  const spread = call.arguments.find(ts.isSpreadElement);
  if (spread !== undefined) {
    context.lowering.refuse(spreadArgument, spread);
    return;
  }
  // All of them before the first name is given: they are the caller's.
  const given = call.arguments.map((argument) => {
    const callback = functionOf(argument, context);
    return callback === undefined ? { value: lowerFlowExpression(argument, context) } : { callback };
  });
  for (const [index, parameter] of declaration.parameters.entries()) {
    const argument = given[index];
    if (argument !== undefined && 'callback' in argument) {
      const { callback } = argument;
      const symbol = symbolOf(parameter.name, inner);
      inner.names.set(symbol, {
        kind: 'function',
        declaration: callback.declaration,
        names: callback.names ?? new Environment(),
      });
      continue;
    }
    const value = argumentValue(parameter, index, given, inner);
    bindPattern(parameter.name, claimed(value, parameter.name, inner.lowering.checker), inner);
  }
}

type Given = { value: Expr } | { callback: FunctionValue };

function argumentValue(
  parameter: ts.ParameterDeclaration,
  index: number,
  given: readonly Given[],
  inner: Context,
): Expr {
  const values = given.map((argument) => ('value' in argument ? argument.value : undefinedExpr));
  if (parameter.dotDotDotToken !== undefined)
    return array(values.slice(index).map((value) => ({ value, spread: false })));
  const value = values[index] ?? undefinedExpr;
  if (parameter.initializer === undefined || (value.kinds & undefinedKind) === 0) return value;
  const standard = lowerFlowExpression(parameter.initializer, inner);
  return value.op === 'undefined' ? standard : conditional(is(value, undefinedKind), standard, value);
}
