import ts from 'typescript';
import { isOnly, nullish, scalar } from '../../kinds.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import { unwrapped } from '../unwrapped.ts';

/**
 * Whether nobody else can see what a variable holds: changing it in place is then the same as giving it a new value. It has to be
 * initialised with something new, and never be kept elsewhere. `isDeep`: what is changed is something inside of it, and has to be nobody else's as well.
 */
export function isFresh(symbol: ts.Symbol, at: ts.Node, checker: ts.TypeChecker, isDeep: boolean): boolean {
  const declared = symbol.valueDeclaration;
  if (declared === undefined || !ts.isVariableDeclaration(declared)) return false;
  const { initializer } = declared;
  if (initializer !== undefined && !(isDeep ? isNewInside(initializer, checker) : isNew(initializer, checker)))
    return false;
  const scope = enclosingFunction(declared);
  if (scope === undefined || enclosingFunction(at) !== scope) return false;
  return !isKept(scope, symbol, checker) && !(isDeep && isPartShared(scope, symbol, checker));
}

/** Whether a part of the variable gets another name, or it is given a part that has one. */
function isPartShared(node: ts.Node, symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (ts.isIdentifier(node) && isNamed(node, symbol, checker)) {
    const part = wholeAccess(node);
    if (!isScalar(part, checker) && keepsPart(part, checker)) return true;
    if (isGivenShared(part, checker)) return true;
  }
  return ts.forEachChild(node, (child) => (isPartShared(child, symbol, checker) ? true : undefined)) ?? false;
}

/** `item.tags[0]` for its `item`; without the method of a call. */
function wholeAccess(node: ts.Node): ts.Node {
  const { parent } = node;
  const isInner =
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === node;
  if (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent))
    return wholeAccess(parent);
  if (!isInner) return node;
  return ts.isCallExpression(parent.parent) && parent.parent.expression === parent ? node : wholeAccess(parent);
}

/** Whether there are only scalars in it. */
function isOfScalars(node: ts.Node, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(node);
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  if (element !== undefined) return isOnly(kindsOfType(element, checker), scalar | nullish);
  return type
    .getProperties()
    .every((property) => isOnly(kindsOfType(checker.getTypeOfSymbol(property), checker), scalar | nullish));
}

const isScalar = (node: ts.Node, checker: ts.TypeChecker): boolean =>
  isOnly(kindsOfType(checker.getTypeAtLocation(node), checker), scalar | nullish);

/** A pattern takes parts out, and a loop goes through them. */
function keepsPart(part: ts.Node, checker: ts.TypeChecker): boolean {
  const { parent } = part;
  const takesOut = ts.isForOfStatement(parent) || ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent);
  if (takesOut) return !isOfScalars(part, checker);
  if (ts.isVariableDeclaration(parent) && parent.initializer === part && !ts.isIdentifier(parent.name))
    return !isOfScalars(part, checker);
  return keeps(part);
}

/** `item.tags = tags`, `list.push(item)`: what is put in keeps the name that it has. */
function isGivenShared(part: ts.Node, checker: ts.TypeChecker): boolean {
  const { parent } = part;
  if (
    ts.isBinaryExpression(parent) &&
    parent.left === part &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  ) {
    return !isNewInside(parent.right, checker);
  }
  const isAdded =
    ts.isPropertyAccessExpression(parent) &&
    ['push', 'unshift'].includes(parent.name.text) &&
    ts.isCallExpression(parent.parent);
  return (
    isAdded &&
    parent.parent.arguments.some((argument) =>
      ts.isSpreadElement(argument) ? !isOfScalars(argument.expression, checker) : !isNewInside(argument, checker),
    )
  );
}

/** New, and so is everything in it. */
function isNewInside(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const bare = unwrapped(node);
  if (isScalar(bare, checker)) return true;
  if (ts.isArrayLiteralExpression(bare))
    return bare.elements.every((element) => !ts.isSpreadElement(element) && isNewInside(element, checker));
  if (ts.isObjectLiteralExpression(bare)) {
    return bare.properties.every((property) => {
      if (ts.isPropertyAssignment(property)) return isNewInside(property.initializer, checker);
      return ts.isShorthandPropertyAssignment(property) && isScalar(property.name, checker);
    });
  }
  if (ts.isConditionalExpression(bare))
    return isNewInside(bare.whenTrue, checker) && isNewInside(bare.whenFalse, checker);
  return ts.isAwaitExpression(bare) && isNew(bare, checker);
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
function isNew(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const bare = unwrapped(node);
  if (ts.isAwaitExpression(bare)) return !isOfSource(unwrapped(bare.expression), checker);
  if (ts.isObjectLiteralExpression(bare)) return true;
  if (ts.isArrayLiteralExpression(bare)) return true;
  if (ts.isConditionalExpression(bare)) return isNew(bare.whenTrue, checker) && isNew(bare.whenFalse, checker);
  return (
    ts.isCallExpression(bare) &&
    ts.isPropertyAccessExpression(bare.expression) &&
    copying.has(bare.expression.name.text)
  );
}

/** A call of a function of the source may give what it was given. */
function isOfSource(call: ts.Expression, checker: ts.TypeChecker): boolean {
  const declared = ts.isCallExpression(call) ? checker.getResolvedSignature(call)?.declaration : undefined;
  return (
    declared !== undefined &&
    'body' in declared &&
    declared.body !== undefined &&
    !declared.getSourceFile().fileName.endsWith('/constructs.ts')
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

function keeps(node: ts.Node): boolean {
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
