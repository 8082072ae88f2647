import ts from 'typescript';
import { proxyOf } from '../activities/activity-call.ts';
import { knownFunction } from '../sdk.ts';
import { unwrapped } from '../unwrapped.ts';
import { changesIn } from '../written.ts';
import { isDropped, type Use } from './dropped.ts';
import { isOfScalars, isScalar } from './of-scalars.ts';
import { symbolAt } from '../symbols.ts';

/**
 * Whether nobody else can see what a variable holds: changing it in place is then the same as giving it a new value. Whatever it is given
 * has to be new, and nothing may keep it. `isDeep`: what is changed is something inside of it, and has to be nobody else's as well.
 */
export function isFresh(symbol: ts.Symbol, at: ts.Node, checker: ts.TypeChecker, isDeep: boolean): boolean {
  const declared = symbol.valueDeclaration;
  if (declared === undefined || !ts.isVariableDeclaration(declared) || !holdsOwnValue(declared)) return false;
  const scope = enclosingFunction(declared);
  if (scope === undefined || ts.findAncestor(at, (each) => each === scope) === undefined) return false;
  const key = isDeep ? keyOf(at) : undefined;
  const answers = answered.get(symbol) ?? new Map<string, boolean>();
  answered.set(symbol, answers);
  const question = isDeep ? `.${key ?? ''}` : '';
  const answer = answers.get(question) ?? isOwn({ symbol, declared, scope, key, isDeep, checker });
  answers.set(question, answer);
  return answer;
}

/** A list that is changed a thousand times is asked for as often, by the same question. */
const answered = new WeakMap<ts.Symbol, Map<string, boolean>>();

interface Asked extends Use {
  declared: ts.VariableDeclaration;
  /** The field in which something is changed, if it is always the same. */
  key: string | undefined;
}

function isOwn({ symbol, declared, scope, key, isDeep, checker }: Asked): boolean {
  const isNewValue = (value: ts.Expression): boolean =>
    isDeep ? isNewInside(partOf(value, key), checker) : isNew(value, checker);
  if (declared.initializer !== undefined && !isNewValue(declared.initializer)) return false;
  let found: ts.Node[] | undefined;
  const changes = (): ts.Node[] => (found ??= changesIn(scope, symbol, checker));
  return usesOf(scope, symbol, checker).every((name) => {
    const given = givenTo(name);
    if (given !== undefined) return isNewValue(given);
    // Another field than the one in which something is changed may be anybody's.
    const other = keyOf(name);
    const isOfPart = isDeep && (key === undefined || other === undefined || key === other);
    const use: Use = { symbol, scope, isDeep: isOfPart, checker };
    if (isOfPart && isGivenShared(wholeAccess(name), checker)) return false;
    return isDropped(name, use) || isBehind(name, changes(), declared, scope);
  });
}

/** Whether nothing is changed any more once this place has been reached. */
function isBehind(name: ts.Node, changes: readonly ts.Node[], declared: ts.Node, scope: ts.Node): boolean {
  if (![name, ...changes].every((each) => enclosingFunction(each) === scope)) return false;
  if (changes.some((change) => change.end > name.pos)) return false;
  // A loop around it that does not make the variable anew comes to the changes again.
  const again = loopsAround(name).filter((loop) => !isInside(declared, loop));
  return !again.some((loop) => changes.some((change) => isInside(change, loop)));
}

function loopsAround(node: ts.Node): ts.Node[] {
  const loop = ts.findAncestor(node.parent, (each) => ts.isIterationStatement(each, false));
  return loop === undefined ? [] : [loop, ...loopsAround(loop)];
}

const isInside = (node: ts.Node, outer: ts.Node): boolean =>
  ts.findAncestor(node, (each) => each === outer) !== undefined;

/** `items` of `order.items.push(…)`, for its `order`. */
function keyOf(name: ts.Node): string | undefined {
  const { parent } = name;
  if (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent)) return keyOf(parent);
  const isOwner = ts.isPropertyAccessExpression(parent) && parent.expression === name;
  const isMethod = isOwner && ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
  return isOwner && !isMethod ? parent.name.text : undefined;
}

/** What a literal has as a field, if it says so; else all of it. */
function partOf(value: ts.Expression, key: string | undefined): ts.Expression {
  const bare = unwrapped(value);
  if (key === undefined || !ts.isObjectLiteralExpression(bare)) return value;
  const field = bare.properties.findLast(
    (property) => ts.isSpreadAssignment(property) || property.name.getText() === key,
  );
  return field !== undefined && ts.isPropertyAssignment(field) ? field.initializer : value;
}

/** Not an element of a loop's list, nor a caught error: these are others' values. */
const holdsOwnValue = ({ parent }: ts.VariableDeclaration): boolean =>
  ts.isVariableDeclarationList(parent) && (ts.isVariableStatement(parent.parent) || ts.isForStatement(parent.parent));

function usesOf(node: ts.Node, symbol: ts.Symbol, checker: ts.TypeChecker): ts.Identifier[] {
  const uses: ts.Identifier[] = [];
  const visit = (part: ts.Node): void => {
    if (ts.isIdentifier(part) && isNamed(part, symbol, checker) && part.parent !== symbol.valueDeclaration)
      uses.push(part);
    ts.forEachChild(part, visit);
  };
  visit(node);
  return uses;
}

const isNamed = (node: ts.Identifier, symbol: ts.Symbol, checker: ts.TypeChecker): boolean =>
  node.text === symbol.name && symbolAt(node, checker) === symbol;

const replacing: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
]);

/** The value that the variable is given where its name stands on the left of an assignment. */
function givenTo(name: ts.Node): ts.Expression | undefined {
  const { parent } = name;
  return ts.isBinaryExpression(parent) && parent.left === name && replacing.has(parent.operatorToken.kind)
    ? parent.right
    : undefined;
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

/** `item.tags = tags`, `list.push(item)`: what is put in keeps the name that it has. */
function isGivenShared(part: ts.Node, checker: ts.TypeChecker): boolean {
  const { parent } = part;
  if (ts.isBinaryExpression(parent) && parent.left === part && replacing.has(parent.operatorToken.kind))
    return !isNewInside(parent.right, checker);
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
    return bare.elements.every((element) =>
      ts.isSpreadElement(element) ? isOfScalars(element.expression, checker) : isNewInside(element, checker),
    );
  if (ts.isObjectLiteralExpression(bare)) {
    return bare.properties.every((property) => {
      if (ts.isPropertyAssignment(property)) return isNewInside(property.initializer, checker);
      if (ts.isSpreadAssignment(property)) return isOfScalars(property.expression, checker);
      return ts.isShorthandPropertyAssignment(property) && isScalar(property.name, checker);
    });
  }
  if (ts.isConditionalExpression(bare))
    return isNewInside(bare.whenTrue, checker) && isNewInside(bare.whenFalse, checker);
  if (ts.isAwaitExpression(bare) && isCopied(unwrapped(bare.expression), checker)) return true;
  return isNew(bare, checker) && isOfScalars(bare, checker);
}

const enclosingFunction = (node: ts.Node): ts.Node | undefined => ts.findAncestor(node, ts.isFunctionLike);

/** A literal, a copy, what a method or an await gives: nothing that another name stands for. */
function isNew(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const bare = unwrapped(node);
  if (ts.isAwaitExpression(bare)) {
    const call = unwrapped(bare.expression);
    return isCopied(call, checker) || gathers(call, checker);
  }
  if (ts.isObjectLiteralExpression(bare) || ts.isArrayLiteralExpression(bare)) return true;
  if (ts.isConditionalExpression(bare)) return isNew(bare.whenTrue, checker) && isNew(bare.whenFalse, checker);
  if (!ts.isCallExpression(bare) || !ts.isPropertyAccessExpression(bare.expression)) return false;
  const { name, expression } = bare.expression;
  // What is sorted in place is what was there before.
  if (name.text === 'sort' || name.text === 'reverse') return isNew(expression, checker);
  if (name.text === 'assign') return bare.arguments[0] !== undefined && isNew(bare.arguments[0], checker);
  return copying.has(name.text);
}

/** What an activity or a child gives has gone through JSON. */
function isCopied(call: ts.Expression, checker: ts.TypeChecker): boolean {
  if (!ts.isCallExpression(call)) return false;
  return (
    proxyOf(call.expression, checker) !== undefined || knownFunction(call.expression, checker)?.from === 'temporal'
  );
}

/** A new list of results, which may have other names. */
function gathers(call: ts.Expression, checker: ts.TypeChecker): boolean {
  if (!ts.isCallExpression(call)) return false;
  const known = knownFunction(call.expression, checker);
  return (
    call.expression.getText() === 'Promise.all' ||
    (known?.from === 'constructs' && (known.name === 'mapConcurrently' || known.name === 'allOf'))
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
]);
