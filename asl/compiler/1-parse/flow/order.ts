import ts from 'typescript';
import { orderMatters } from '../../diagnostics/flow.ts';
import { unwrapped } from '../unwrapped.ts';
import { writtenIn } from '../written.ts';
import { functionOf } from './async-functions.ts';
import type { Context } from './context.ts';

/**
 * JavaScript reads the left side of `total + (await step())` before `step` runs. Here the states come first: that makes a difference only if
 * the function changes what is read beside it.
 */
export function checkOrder(node: ts.Expression, context: Context): void {
  const call = unwrapped(ts.isAwaitExpression(node) ? node.expression : node);
  if (!ts.isCallExpression(call)) return;
  const { checker, refuse } = context.lowering;
  const written = new Set<ts.Symbol>();
  for (const body of bodiesOf(call, context)) for (const symbol of writtenIn(body, checker)) written.add(symbol);
  if (written.size === 0) return;
  const visit = (part: ts.Node): void => {
    if (part === node) return;
    const symbol = ts.isIdentifier(part) && !isTarget(part) ? checker.getSymbolAtLocation(part) : undefined;
    if (symbol !== undefined && written.has(symbol)) refuse(orderMatters, node, symbol.name);
    ts.forEachChild(part, visit);
  };
  visit(wholeOf(node));
}

/** What runs while a call is awaited: the functions that it calls or is given, and those that they call. */
function bodiesOf(call: ts.CallExpression, context: Context): ReadonlySet<ts.Node> {
  const bodies = new Set<ts.Node>();
  const add = (callee: ts.Expression): void => {
    const body = functionOf(callee, context)?.declaration.body;
    if (body === undefined || bodies.has(body)) return;
    bodies.add(body);
    visit(body);
  };
  const visit = (part: ts.Node): void => {
    if (ts.isCallExpression(part)) [part.expression, ...part.arguments].forEach(add);
    ts.forEachChild(part, visit);
  };
  visit(call);
  return bodies;
}

function wholeOf(node: ts.Node): ts.Node {
  let whole = node;
  while (!ts.isStatement(whole) && !ts.isFunctionLike(whole.parent) && !ts.isVariableDeclaration(whole))
    whole = whole.parent;
  return ts.isIfStatement(whole) || ts.isWhileStatement(whole) || ts.isDoStatement(whole) || ts.isSwitchStatement(whole)
    ? whole.expression
    : whole;
}

/** What is only assigned is not read. */
const isTarget = (node: ts.Identifier): boolean =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
  node.parent.left === node;
