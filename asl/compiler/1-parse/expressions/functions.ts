import ts from 'typescript';
import { array, conditional, fail, is, undefinedExpr } from '../../expr.ts';
import { callbackAsync, functionChangesOuter, recursion, spreadArgument } from '../../diagnostics/expressions.ts';
import type { Expr } from '../../ir.ts';
import { anyKind, mayBe, undefinedKind } from '../../kinds.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import { lowerBlock } from '../pure/lower.ts';
import { applyToScope } from '../pure/bindings.ts';
import { wrapLets, type Let } from '../pure/effects.ts';
import { lowerWrites } from '../pure/writes.ts';
import { withCallbacks } from '../scopes.ts';
import type { Scope } from '../scope.ts';
import { lowerExpression } from './expression.ts';
import { claimed } from './typed.ts';
import { isConstantOwner } from '../constant-owner.ts';
import { unwrapped } from '../unwrapped.ts';
import { writtenOutside } from '../written.ts';
import { behindImports, symbolAt } from '../symbols.ts';

export type PureFunction = (ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction) & {
  body: ts.ConciseBody;
};

export interface PureFunctionValue {
  declaration: PureFunction;
}

/** The function that an expression stands for, if the source shows it. */
export function pureFunctionOf(node: ts.Expression, scope: Scope): PureFunctionValue | undefined {
  const bare = unwrapped(node);
  if (ts.isArrowFunction(bare) || ts.isFunctionExpression(bare)) return { declaration: bare };
  const name = ts.isPropertyAccessExpression(bare) ? bare.name : bare;
  if (!ts.isIdentifier(name)) return undefined;
  const { checker } = scope.lowering;
  if (ts.isPropertyAccessExpression(bare) && !isConstantOwner(bare.expression, checker)) return undefined;
  const found = symbolAt(name, checker);
  const passed = found && scope.callback(found);
  if (passed !== undefined) return { declaration: passed as PureFunction };
  const symbol = found && behindImports(found, checker);
  for (const declared of symbol?.declarations ?? []) {
    const declaration = functionDeclared(declared);
    if (declaration !== undefined) return { declaration };
  }
  return undefined;
}

function functionDeclared(node: ts.Declaration): PureFunction | undefined {
  if (ts.isFunctionDeclaration(node))
    return node.body === undefined || node.getSourceFile().isDeclarationFile ? undefined : (node as PureFunction);
  const initializer = ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) ? node.initializer : undefined;
  if (
    initializer === undefined ||
    (ts.isVariableDeclaration(node) && (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) === 0)
  )
    return undefined;
  const value = unwrapped(initializer);
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : undefined;
}

/** Functions whose bodies are being written out. */
const inlining: ts.Node[] = [];

/** What the call gives: the function's body, with its parameters bound. */
export function inlineFunction(found: PureFunctionValue, node: ts.CallExpression, scope: Scope): Expr {
  const { declaration } = found;
  const { refuse } = scope.lowering;
  const spread = node.arguments.find(ts.isSpreadElement);
  if (spread !== undefined) return refuse(spreadArgument, spread);
  if (inlining.includes(declaration)) return refuse(recursion, node, node.expression.getText());
  const callbacks = new Map<ts.Symbol, ts.Node>();
  for (const [index, argument] of node.arguments.entries()) {
    const parameter = declaration.parameters[index];
    const passed = isFunctionValue(argument, scope) ? pureFunctionOf(argument, scope) : undefined;
    const symbol = parameter && scope.lowering.checker.getSymbolAtLocation(parameter.name);
    if (passed !== undefined && symbol !== undefined) callbacks.set(symbol, passed.declaration);
  }
  const values = node.arguments.map((argument) =>
    isFunctionValue(argument, scope) ? undefinedExpr : lowerExpression(argument, scope),
  );
  return lowerPureBody(found, values, withCallbacks(scope, callbacks));
}

const isFunctionValue = (node: ts.Expression, { lowering: { checker } }: Scope): boolean =>
  checker.getTypeAtLocation(node).getCallSignatures().length > 0;

/** The body with the parameters' values. */
export function lowerPureBody({ declaration }: PureFunctionValue, values: readonly Expr[], scope: Scope): Expr {
  const { refuse } = scope.lowering;
  if (inlining.includes(declaration))
    return refuse(recursion, declaration, declaration.name?.getText() ?? 'the function');
  const isAsync = declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  if (isAsync || declaration.asteriskToken !== undefined) return refuse(callbackAsync, declaration);
  const outer = writtenOutside(declaration, scope.lowering.checker);
  if (outer !== undefined) return refuse(functionChangesOuter, outer, outer.text);
  inlining.push(declaration);
  try {
    const lets: Let[] = [];
    let inner = scope;
    for (const [index, parameter] of declaration.parameters.entries()) {
      const bound = claimed(lowerParameter(parameter, index, values, inner), parameter.name, scope.lowering.checker);
      const added = lowerWrites(parameter.name, bound, inner);
      inner = applyToScope(added, inner, lets);
    }
    const { body } = declaration;
    return wrapLets(
      lets,
      ts.isBlock(body)
        ? lowerBlock(body.statements, inner, endsWithoutReturn(declaration, inner))
        : lowerExpression(body, inner),
    );
  } finally {
    inlining.pop();
  }
}

/** TypeScript knows that the end of a function is never reached where its type has no undefined: a `switch` over all that there is. */
function endsWithoutReturn(declaration: PureFunction, { lowering: { checker } }: Scope): Expr {
  const signature = checker.getSignatureFromDeclaration(declaration);
  const kinds = signature === undefined ? anyKind : kindsOfType(checker.getReturnTypeOfSignature(signature), checker);
  return mayBe(kinds, undefinedKind) ? undefinedExpr : fail('TypeError');
}

function lowerParameter(
  parameter: ts.ParameterDeclaration,
  index: number,
  values: readonly Expr[],
  scope: Scope,
): Expr {
  if (parameter.dotDotDotToken !== undefined)
    return array(values.slice(index).map((value) => ({ value, spread: false })));
  const value = values[index] ?? undefinedExpr;
  if (parameter.initializer === undefined) return value;
  return conditional(is(value, undefinedKind), lowerExpression(parameter.initializer, scope), {
    ...value,
    kinds: value.kinds & ~undefinedKind,
  });
}
