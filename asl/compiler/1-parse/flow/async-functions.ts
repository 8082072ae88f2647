import ts from 'typescript';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { isConstantOwner } from '../constant-owner.ts';
import { unwrapped } from '../unwrapped.ts';
import { behindImports, symbolAt } from '../symbols.ts';

export function isPromise(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.flags & ts.TypeFlags.Any) return false;
  if (type.isUnion()) return type.types.some((part) => isPromise(part, checker));
  const then = type.getProperty('then');
  return then !== undefined && checker.getTypeOfSymbol(then).getCallSignatures().length > 0;
}

export function isAsync(declaration: ts.SignatureDeclaration, checker: ts.TypeChecker): boolean {
  const signature = checker.getSignatureFromDeclaration(declaration);
  return signature !== undefined && isPromise(checker.getReturnTypeOfSignature(signature), checker);
}

export type FunctionWithBody = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

export interface FunctionValue {
  declaration: FunctionWithBody;
  /** The names where it was made, if it is not a module's. */
  names: Environment | undefined;
}

/** The function that an expression stands for, if the source shows it: a closure, a name of one, an imported one. */
export function functionOf(node: ts.Expression, context: Context): FunctionValue | undefined {
  const bare = unwrapped(node);
  if (ts.isArrowFunction(bare) || ts.isFunctionExpression(bare)) return { declaration: bare, names: context.names };
  const { checker } = context.lowering;
  if (ts.isPropertyAccessExpression(bare) && !isConstantOwner(bare.expression, checker)) return undefined;
  const name = ts.isPropertyAccessExpression(bare) ? bare.name : bare;
  const symbol = symbolAt(name, checker);
  if (symbol === undefined) return undefined;
  const binding = context.names.find(symbol);
  if (binding?.kind === 'function') {
    const declaration = withBody(binding.declaration);
    return declaration && { declaration, names: binding.names };
  }
  const declared = behindImports(symbol, checker)
    .declarations?.map(functionDeclared)
    .find((found) => found !== undefined);
  return declared && { declaration: declared, names: undefined };
}

function functionDeclared(node: ts.Declaration): FunctionWithBody | undefined {
  if (ts.isVariableDeclaration(node) && node.initializer !== undefined && isConst(node)) {
    const value = unwrapped(node.initializer);
    return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? withBody(value) : undefined;
  }
  if (ts.isPropertyAssignment(node)) {
    const value = unwrapped(node.initializer);
    return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? withBody(value) : undefined;
  }
  return withBody(node);
}

const isConst = (node: ts.VariableDeclaration): boolean => (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;

/** A generator, and a body that uses `this`, is none that can be inlined. */
function withBody(node: ts.Node): FunctionWithBody | undefined {
  if (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node)
  ) {
    return node.body === undefined || node.asteriskToken !== undefined ? undefined : node;
  }
  return undefined;
}
