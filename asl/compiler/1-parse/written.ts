import ts from 'typescript';
import { symbolAt } from './symbols.ts';
import { unwrapped } from './unwrapped.ts';

/** Methods that change the list that they are called on. */
const mutating = new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin']);

const writtenByFile = new WeakMap<ts.SourceFile, ReadonlySet<ts.Symbol>>();

/** Whether the file of a variable or parameter writes it after its declaration: assigns it, or changes it in place. */
export function isWritten(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const file = symbol.valueDeclaration?.getSourceFile();
  if (file === undefined) return true;
  let written = writtenByFile.get(file);
  if (written === undefined) writtenByFile.set(file, (written = writtenIn(file, checker)));
  return written.has(symbol);
}

/** The variables and parameters that are written inside of a node. */
export function writtenIn(node: ts.Node, checker: ts.TypeChecker): ReadonlySet<ts.Symbol> {
  const written = new Set<ts.Symbol>();
  const visit = (part: ts.Node): void => {
    for (const target of targetsOf(part)) {
      const symbol = symbolAt(target, checker);
      if (symbol !== undefined) written.add(symbol);
    }
    ts.forEachChild(part, visit);
  };
  visit(node);
  return written;
}

/** The list that a loop goes through, behind `list.entries()` and the like, which see it change. */
export function iterated(node: ts.Expression): ts.Expression {
  const bare = unwrapped(node);
  const isIterator =
    ts.isCallExpression(bare) &&
    ts.isPropertyAccessExpression(bare.expression) &&
    ['entries', 'keys', 'values'].includes(bare.expression.name.text) &&
    bare.arguments.length === 0;
  return isIterator ? unwrapped(bare.expression.expression) : bare;
}

/** The first place inside of a function at which a variable of the surroundings is written. */
export function writtenOutside(
  declaration: ts.SignatureDeclaration,
  checker: ts.TypeChecker,
): ts.Identifier | undefined {
  const find = (part: ts.Node): ts.Identifier | undefined =>
    targetsOf(part).find((target) => {
      const symbol = symbolAt(target, checker);
      return symbol?.valueDeclaration !== undefined && !isInside(symbol.valueDeclaration, declaration);
    }) ?? ts.forEachChild(part, find);
  return find(declaration);
}

const isInside = (node: ts.Node, outer: ts.Node): boolean =>
  ts.findAncestor(node, (each) => each === outer) !== undefined;

/** Where a list or object is changed in place inside of the node: `push`, `xs[0] = …`, but not `xs = …`. */
export function changesIn(node: ts.Node, symbol: ts.Symbol, checker: ts.TypeChecker): ts.Node[] {
  const isAssigned = ts.isBinaryExpression(node) && ts.isIdentifier(node.left);
  const isChange = !isAssigned && targetsOf(node).some((target) => symbolAt(target, checker) === symbol);
  const changes: ts.Node[] = isChange ? [node] : [];
  ts.forEachChild(node, (child) => {
    changes.push(...changesIn(child, symbol, checker));
  });
  return changes;
}

export const isChangedIn = (node: ts.Node, symbol: ts.Symbol, checker: ts.TypeChecker): boolean =>
  changesIn(node, symbol, checker).length > 0;

/** Whether the list that an access gives is changed by a method inside of the node. */
export function growsIn(node: ts.Node, list: ts.Expression): boolean {
  const isGrowing =
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    mutating.has(node.expression.name.text) &&
    unwrapped(node.expression.expression).getText() === list.getText();
  return isGrowing || (ts.forEachChild(node, (child) => growsIn(child, list) || undefined) ?? false);
}

function targetsOf(node: ts.Node): ts.Identifier[] {
  if (ts.isBinaryExpression(node) && isAssignment(node)) return rootsOf(node.left);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const changes = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    return changes ? rootsOf(node.operand) : [];
  }
  if (ts.isDeleteExpression(node)) return rootsOf(node.expression);
  if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && !ts.isVariableDeclarationList(node.initializer)) {
    return rootsOf(node.initializer);
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression, name } = node.expression;
    if (mutating.has(name.text)) return changedBy(expression);
    if (name.text === 'assign' && expression.getText() === 'Object')
      return node.arguments.slice(0, 1).flatMap(changedBy);
  }
  return [];
}

export const isAssignment = ({ operatorToken: { kind } }: ts.BinaryExpression): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** The variable whose value is changed in place: none of `[...list].sort()`, which changes a copy. */
function changedBy(owner: ts.Expression): ts.Identifier[] {
  const bare = unwrapped(owner);
  return ts.isArrayLiteralExpression(bare) || ts.isObjectLiteralExpression(bare) ? [] : rootsOf(bare);
}

/** The variables that an assignment's left side changes: `a` of `a.b[0] = 1`, both of `[a, b] = …`. */
function rootsOf(node: ts.Node): ts.Identifier[] {
  if (ts.isIdentifier(node)) return [node];
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return rootsOf(node.expression);
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node))
    return rootsOf(node.expression);
  if (ts.isSatisfiesExpression(node)) return rootsOf(node.expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(rootsOf);
  if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) return rootsOf(node.expression);
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap(rootsOf);
  if (ts.isPropertyAssignment(node)) return rootsOf(node.initializer);
  if (ts.isShorthandPropertyAssignment(node)) return [node.name];
  if (ts.isBinaryExpression(node)) return rootsOf(node.left);
  return [];
}
