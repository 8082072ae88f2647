import ts from 'typescript';
import { undefinedExpr } from '../../expr.ts';
import { mayThrow } from '../../expr-effects.ts';
import { mayBe, undefinedKind } from '../../kinds.ts';
import type { StateWords } from './lower.ts';
import { functionOf } from './async-functions.ts';
import { lowerTaking } from '../pure/pure-statement.ts';
import { applyWrites, bindPattern, declareVariable, symbolOf } from './bind.ts';
import { changingCall } from './changing-call.ts';
import type { Context } from './context.ts';
import { inlineCall } from './inline.ts';
import { caught, computed } from './may-throw.ts';
import { prepare } from './prepare.ts';
import { lowerExpression } from '../expressions/expression.ts';
import { scopeOf } from './scope-of.ts';
import { symbolAt } from '../symbols.ts';
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
  const lowered = lowerExpression(initializer, scopeOf(context));
  const isComputed = mayThrow(lowered) && isUnread(name, context);
  bindPattern(
    name,
    isComputed ? computed(lowered, initializer, context) : caught(lowered, initializer, context),
    context,
  );
}

/** What nobody reads would not be computed, and would not fail. */
function isUnread(name: ts.BindingName, context: Context): boolean {
  if (!ts.isIdentifier(name)) return false;
  const symbol = symbolOf(name, context);
  const isRead = (part: ts.Node): boolean => {
    if (ts.isIdentifier(part))
      return part !== name && part.text === name.text && symbolAt(part, context.lowering.checker) === symbol;
    return ts.forEachChild(part, isRead) ?? false;
  };
  return !isRead(ts.findAncestor(name, (each) => ts.isFunctionLike(each) || ts.isSourceFile(each))!);
}
