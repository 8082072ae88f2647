import ts from 'typescript';
import { unwrapped } from '../unwrapped.ts';

/**
 * Whether nobody else can see what a variable holds: changing it in place is then the same as giving it a new value. It has to be
 * initialised with something new, and never be kept elsewhere.
 */
export function isFresh(symbol: ts.Symbol, at: ts.Node, checker: ts.TypeChecker): boolean {
  const declared = symbol.valueDeclaration;
  if (declared === undefined || !ts.isVariableDeclaration(declared)) return false;
  if (declared.initializer !== undefined && !isNew(declared.initializer)) return false;
  const scope = enclosingFunction(declared);
  return scope !== undefined && !isKept(scope, symbol, checker) && enclosingFunction(at) === scope;
}

const enclosingFunction = (node: ts.Node): ts.Node | undefined =>
  ts.findAncestor(node, (each) => ts.isFunctionLike(each) && !isPureCallback(each));

/** A callback of `forEach` and the like belongs to the function around it. */
const isPureCallback = (node: ts.Node): boolean =>
  ts.isArrowFunction(node) &&
  ts.isCallExpression(node.parent) &&
  ts.isPropertyAccessExpression(node.parent.expression) &&
  node.parent.expression.name.text === 'forEach';

/** A literal, a copy, what a method or an await gives: nothing that another name stands for. */
function isNew(node: ts.Expression): boolean {
  const bare = unwrapped(node);
  if (ts.isAwaitExpression(bare)) return true;
  if (ts.isObjectLiteralExpression(bare)) return true;
  if (ts.isArrayLiteralExpression(bare)) return true;
  if (ts.isConditionalExpression(bare)) return isNew(bare.whenTrue) && isNew(bare.whenFalse);
  return (
    ts.isCallExpression(bare) &&
    ts.isPropertyAccessExpression(bare.expression) &&
    copying.has(bare.expression.name.text)
  );
}
const copying: ReadonlySet<string> = new Set([
  'map',
  'filter',
  'slice',
  'concat',
  'flat',
  'flatMap',
  'toSorted',
  'toReversed',
  'split',
  'keys',
  'values',
  'entries',
  'from',
  'of',
  'fromEntries',
  'parse',
  'sort',
  'reverse',
]);

/** Whether the variable as a whole becomes a part of something, or gets another name. */
function isKept(node: ts.Node, symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (ts.isIdentifier(node) && isNamed(node, symbol, checker) && keeps(node)) return true;
  return ts.forEachChild(node, (child) => (isKept(child, symbol, checker) ? true : undefined)) ?? false;
}

function isNamed(node: ts.Identifier, symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (node.text !== symbol.name) return false;
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return checker.getShorthandAssignmentValueSymbol(parent) === symbol;
  return checker.getSymbolAtLocation(node) === symbol;
}

function keeps(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent))
    return (
      parent.name !== node &&
      parent.initializer === node &&
      !ts.isObjectBindingPattern(parent.name) &&
      !ts.isArrayBindingPattern(parent.name)
    );
  if (ts.isBinaryExpression(parent))
    return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.right === node;
  const isElement =
    ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent) || ts.isArrayLiteralExpression(parent);
  if (isElement) return !isSentAway(parent);
  if (ts.isCallExpression(parent))
    return (
      parent.expression !== node &&
      !isSentAway(parent) &&
      ts.isPropertyAccessExpression(parent.expression) &&
      ['push', 'unshift'].includes(parent.expression.name.text)
    );
  return ts.isConditionalExpression(parent);
}

/** What goes into a call that is awaited, or out of the function, is copied on its way. */
function isSentAway(node: ts.Node): boolean {
  const statement = ts.findAncestor(
    node,
    (each) => ts.isAwaitExpression(each) || ts.isReturnStatement(each) || ts.isStatement(each),
  );
  return statement !== undefined && (ts.isAwaitExpression(statement) || ts.isReturnStatement(statement));
}
