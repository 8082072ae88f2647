import ts from 'typescript';
import { literal, undefinedExpr } from '../../expr.ts';
import { moduleVariable, nameRefused } from '../../diagnostics/expressions.ts';
import type { Expr } from '../../ir.ts';
import { constantOf } from '../constant.ts';
import type { Scope } from '../scope.ts';
import { knownFunction } from '../sdk.ts';
import { lowerExpression } from './expression.ts';
import { narrow } from './typed.ts';
import { behindImports, symbolAt } from '../symbols.ts';

export function lowerIdentifier(node: ts.Identifier, scope: Scope): Expr {
  if (node.text === 'undefined') return undefinedExpr;
  const { checker } = scope.lowering;
  return lowerSymbol(symbolAt(node, checker), node, scope);
}

/** A variable's value, or that of a constant of a module. */
export function lowerSymbol(found: ts.Symbol | undefined, node: ts.Node, scope: Scope): Expr {
  const { checker, refuse } = scope.lowering;
  const local = found && scope.read(found);
  if (local !== undefined) return narrow(local, node, scope);
  const symbol = found && behindImports(found, checker);
  const declared = symbol?.valueDeclaration;
  if (declared === undefined || !ts.isVariableDeclaration(declared) || declared.initializer === undefined) {
    return refuse(nameRefused, node, node.getText());
  }
  if (!isModules(declared) || !isConst(declared)) return refuse(moduleVariable, node, node.getText());
  const constant = constantOf(node as ts.Expression, checker);
  if (constant !== undefined) return constant.value === undefined ? undefinedExpr : literal(constant.value);
  if (!ts.isIdentifier(declared.name)) return refuse(moduleVariable, node, node.getText());
  if (asksTheSdk(declared.initializer, scope)) return refuse(moduleVariable, node, node.getText());
  // What a module's constant is made of are constants too.
  return lowerExpression(declared.initializer, { ...scope, read: () => undefined, callback: () => undefined });
}

/** An id, the time or a proxy of when the module was loaded: nothing that a state could compute. */
function asksTheSdk(node: ts.Node, scope: Scope): boolean {
  const isAsking =
    (ts.isCallExpression(node) && knownFunction(node.expression, scope.lowering.checker)?.from === 'temporal') ||
    (ts.isIdentifier(node) && node.text === 'Date');
  return isAsking || (ts.forEachChild(node, (child) => asksTheSdk(child, scope) || undefined) ?? false);
}

const isModules = (node: ts.VariableDeclaration): boolean => ts.isSourceFile(node.parent.parent.parent);
const isConst = (node: ts.VariableDeclaration): boolean => (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;
