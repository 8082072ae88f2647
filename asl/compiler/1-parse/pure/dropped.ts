import ts from 'typescript';
import { isOnly, nullish, scalar } from '../../kinds.ts';
import { proxyOf } from '../activities/activity-call.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import { knownFunction } from '../sdk.ts';
import { ignoredSdk } from '../sdk-support.ts';
import { isOfScalars, isScalar } from './of-scalars.ts';

/** A variable of which the uses are looked at. */
export interface Use {
  symbol: ts.Symbol;
  /** The function that it belongs to. */
  scope: ts.Node;
  /** Whether its parts must not be kept either. */
  isDeep: boolean;
  checker: ts.TypeChecker;
}

/**
 * Whether nothing keeps what an expression gives: it is looked at, copied, or sent through JSON. What is not known to do no harm
 * counts as kept.
 */
export function isDropped(node: ts.Node, use: Use): boolean {
  const { parent } = node;
  const known = places[parent.kind];
  return known !== undefined && known(parent as never, node, use);
}

type Place<N extends ts.Node> = (parent: N, node: ts.Node, use: Use) => boolean;

const yes = (): boolean => true;
const asWhole: Place<ts.Node> = (parent, _, use) => isDropped(parent, use);
/** It is a part of something now. */
const asPart: Place<ts.Node> = (parent, _, use) => isDropped(parent, { ...use, isDeep: true });
/** Parts get other names here. */
const inParts: Place<ts.Node> = (_, node, { isDeep, checker }) => !isDeep || isOfScalars(node, checker);

const K = ts.SyntaxKind;

/** By the kind of what stands around it. */
const places: Readonly<Record<number, Place<never> | undefined>> = {
  [K.ParenthesizedExpression]: asWhole,
  [K.AsExpression]: asWhole,
  [K.SatisfiesExpression]: asWhole,
  [K.NonNullExpression]: asWhole,
  [K.AwaitExpression]: asWhole,
  [K.ArrayLiteralExpression]: asPart,
  [K.ObjectLiteralExpression]: asPart,
  [K.PropertyAssignment]: ((parent, node, use) =>
    parent.name === node || isDropped(parent, use)) satisfies Place<ts.PropertyAssignment>,
  [K.ShorthandPropertyAssignment]: asWhole,
  [K.ComputedPropertyName]: yes,
  [K.TemplateSpan]: yes,
  [K.PrefixUnaryExpression]: yes,
  [K.PostfixUnaryExpression]: yes,
  [K.TypeOfExpression]: yes,
  [K.TypeQuery]: yes,
  [K.DeleteExpression]: yes,
  [K.VoidExpression]: yes,
  [K.ExpressionStatement]: yes,
  [K.IfStatement]: yes,
  [K.WhileStatement]: yes,
  [K.DoStatement]: yes,
  [K.SwitchStatement]: yes,
  [K.CaseClause]: yes,
  [K.ForStatement]: yes,
  [K.PropertyAccessExpression]: ofAccess satisfies Place<ts.PropertyAccessExpression>,
  [K.ElementAccessExpression]: ((parent, node, use) =>
    parent.argumentExpression === node || ofPart(parent, use)) satisfies Place<ts.ElementAccessExpression>,
  [K.BinaryExpression]: ofBinary satisfies Place<ts.BinaryExpression>,
  [K.ConditionalExpression]: ((parent, node, use) =>
    parent.condition === node || isDropped(parent, use)) satisfies Place<ts.ConditionalExpression>,
  [K.SpreadElement]: ((parent, node, use) =>
    inParts(parent, node, use) || isDropped(parent, use)) satisfies Place<ts.Node>,
  [K.SpreadAssignment]: ((parent, node, use) =>
    inParts(parent, node, use) || isDropped(parent, use)) satisfies Place<ts.Node>,
  [K.ForOfStatement]: ((parent, node, use) =>
    parent.expression === node && inParts(parent, node, use)) satisfies Place<ts.ForOfStatement>,
  [K.VariableDeclaration]: ((parent, node, use) =>
    !ts.isIdentifier(parent.name) && inParts(parent, node, use)) satisfies Place<ts.VariableDeclaration>,
  [K.CallExpression]: ofArgument satisfies Place<ts.CallExpression>,
  [K.ReturnStatement]: ((parent, _, use) => leavesForGood(parent, use)) satisfies Place<ts.ReturnStatement>,
};

function ofAccess(parent: ts.PropertyAccessExpression, _: ts.Node, use: Use): boolean {
  const call = parent.parent;
  return ts.isCallExpression(call) && call.expression === parent ? ofMethod(call, parent, use) : ofPart(parent, use);
}

const ofPart = (part: ts.Expression, use: Use): boolean =>
  !use.isDeep || isScalar(part, use.checker) || isTarget(part) || isDropped(part, use);

const isTarget = (node: ts.Node): boolean => ts.isBinaryExpression(node.parent) && node.parent.left === node;

/** These give the list that they change. */
const givingItself: ReadonlySet<string> = new Set(['sort', 'reverse', 'fill', 'copyWithin', 'valueOf']);

function ofMethod(call: ts.CallExpression, { name, expression }: ts.PropertyAccessExpression, use: Use): boolean {
  const { isDeep, checker } = use;
  // The last parameter of a callback is the list itself.
  const most = name.text === 'reduce' ? 3 : 2;
  if (call.arguments.some((argument) => ts.isFunctionLike(argument) && argument.parameters.length > most)) return false;
  if (givingItself.has(name.text) || call.arguments.some(ts.isFunctionExpression)) return isDropped(call, use);
  if (!isDeep || isOfScalars(expression, checker) || isScalar(call, checker)) return true;
  if (name.text === 'forEach') return false;
  return (copying.has(name.text) && isOfScalars(call, checker)) || isDropped(call, use);
}

function ofBinary(parent: ts.BinaryExpression, node: ts.Node, use: Use): boolean {
  const operator = parent.operatorToken.kind;
  if (operator >= K.FirstAssignment && operator <= K.LastAssignment)
    return parent.left === node ? !isPattern(node) : isPattern(parent.left) && inParts(parent, node, use);
  if (operator === K.CommaToken) return parent.left === node || isDropped(parent, use);
  const isLogical =
    operator === K.AmpersandAmpersandToken || operator === K.BarBarToken || operator === K.QuestionQuestionToken;
  return !isLogical || isDropped(parent, use);
}

/** `[a, b] = …`: what the names get has other names. */
const isPattern = (node: ts.Node): boolean => ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node);

function ofArgument(call: ts.CallExpression, node: ts.Node, use: Use): boolean {
  const { checker, isDeep } = use;
  const { expression } = call;
  if (expression === node) return true;
  const known = knownFunction(expression, checker);
  if (known?.from === 'temporal' || proxyOf(expression, checker) !== undefined) return true;
  if (ignoredSdk(call, checker) !== undefined) return true;
  const isDroppedInside = (): boolean => isDropped(call, { ...use, isDeep: true });
  if (known?.from === 'constructs') return !isDeep || isDroppedInside();
  if (ts.isPropertyAccessExpression(expression)) {
    if (keeping.has(expression.name.text)) return false;
    if (!isDeep && copyingParts.has(expression.name.text)) return true;
  }
  // A closure may put it into something of the function around.
  const isClosure = ts.findAncestor(declarationOf(call, checker), (each) => each === use.scope) !== undefined;
  return !isClosure && (isScalarResult(call, checker) || isDroppedInside());
}

/** Methods that put their arguments into the list. */
const keeping: ReadonlySet<string> = new Set(['push', 'unshift', 'splice', 'fill', 'with']);
/** Methods that give new lists. */
const copying: ReadonlySet<string> = new Set('map filter slice concat flat flatMap toSorted toReversed'.split(' '));
/** Functions and methods that take what is inside of their argument. */
const copyingParts: ReadonlySet<string> = new Set(['concat', 'values', 'entries', 'keys', 'fromEntries', 'from']);

const declarationOf = (call: ts.CallExpression, checker: ts.TypeChecker): ts.Node | undefined =>
  checker.getResolvedSignature(call)?.declaration;

function isScalarResult(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(call);
  return isOnly(kindsOfType(checker.getAwaitedType(type) ?? type, checker), scalar | nullish);
}

/** Nothing of the function runs behind its own return, but for a `finally`. */
function leavesForGood(node: ts.ReturnStatement, { scope }: Use): boolean {
  const around = ts.findAncestor(
    node,
    (each) => ts.isFunctionLike(each) || (ts.isTryStatement(each) && each.finallyBlock !== undefined),
  );
  return around === scope;
}
