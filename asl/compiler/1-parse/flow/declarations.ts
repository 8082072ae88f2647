import ts from 'typescript';
import { undefinedExpr } from '../../expr.ts';
import { mayBe, undefinedKind } from '../../kinds.ts';
import type { StateWords } from './lower.ts';
import { functionOf } from './async-functions.ts';
import { lowerTaking } from '../pure/pure-statement.ts';
import { applyWrites, bindPattern, declareVariable, symbolOf } from './bind.ts';
import { changingCall } from './changing-call.ts';
import type { Context } from './context.ts';
import { inlineCall } from './inline.ts';
import { caught } from './may-throw.ts';
import { prepare } from './prepare.ts';
import { lowerExpression } from '../expressions/expression.ts';
import { scopeOf } from './scope-of.ts';
import { isOfProxies } from '../activities/activity-call.ts';
import { unwrapped } from '../unwrapped.ts';

export function lowerVariables(list: ts.VariableDeclarationList, context: Context, words: StateWords): void {
  for (const declaration of list.declarations) lowerVariable(declaration, context, words);
}

function lowerVariable({ name, initializer }: ts.VariableDeclaration, context: Context, words: StateWords): void {
  if (initializer === undefined) {
    const variable = declareVariable(symbolOf(name, context), context);
    if (mayBe(variable.kinds, undefinedKind)) context.graph.assign(variable, undefinedExpr, name);
    return;
  }
  if (isOfProxies(initializer, context.lowering.checker)) return;
  const value = unwrapped(initializer);
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) {
    const found = functionOf(value, context);
    if (found !== undefined && ts.isIdentifier(name)) {
      context.names.set(symbolOf(name, context), {
        kind: 'function',
        declaration: found.declaration,
        names: context.names,
      });
    }
    return;
  }
  const changing = changingCall(initializer, context);
  if (changing !== undefined) {
    bindPattern(name, inlineCall(changing.value, changing.call, context, words), context);
    return;
  }
  const taking = lowerTaking(initializer, scopeOf(context));
  if (taking !== undefined) {
    bindPattern(name, applyWrites(taking.writes, context, taking.value)!, context);
    return;
  }
  prepare(initializer, context, { ...words, variable: ts.isIdentifier(name) ? name.text : undefined });
  bindPattern(name, caught(lowerExpression(initializer, scopeOf(context)), initializer, context), context);
}
