import ts from 'typescript';
import {
  and,
  arithmetic,
  array,
  call,
  compare,
  conditional,
  equal,
  fail,
  index,
  is,
  present,
  literal,
  member,
  object,
} from '../../expr.ts';
import { assignedInside, assignmentTarget, callbackAsync, sharedTarget } from '../../diagnostics/expressions.ts';
import type { Expr } from '../../ir.ts';
import { isOnly, listKind, numberKind, objectKind, textKind, undefinedKind, type Kinds } from '../../kinds.ts';
import { elementKinds } from '../element-kinds.ts';
import { changingMethods } from '../expressions/list-methods.ts';
import { lowerExpression } from '../expressions/expression.ts';
import { chooseSide, combine } from '../expressions/operators.ts';
import { believed, kindsAt } from '../expressions/typed.ts';
import { isFresh } from './aliases.ts';
import type { Effects } from './effects.ts';
import { lowerInto } from './lower.ts';
import { unwrapped } from '../unwrapped.ts';
import { isAssignment } from '../written.ts';
import { symbolAt } from '../symbols.ts';

const K = ts.SyntaxKind;

/** An expression for what it changes: assignments, `x++`, `list.push(…)`, `delete`. What it gives is not used. */
export function lowerAssignment(node: ts.Expression, effects: Effects): void {
  const bare = unwrapped(node);
  if (ts.isBinaryExpression(bare) && bare.operatorToken.kind === K.CommaToken) {
    lowerAssignment(bare.left, effects);
    lowerAssignment(bare.right, effects);
  } else if (ts.isBinaryExpression(bare) && isAssignment(bare)) assign(bare, effects);
  else if ((ts.isPrefixUnaryExpression(bare) || ts.isPostfixUnaryExpression(bare)) && isStep(bare.operator))
    step(bare, effects);
  else if (ts.isDeleteExpression(bare)) remove(bare, effects);
  else if (ts.isCallExpression(bare) && changeByMethod(bare, effects)) return;
  else lowerExpression(bare, effects.scope);
}

const isStep = (operator: ts.SyntaxKind): boolean => operator === K.PlusPlusToken || operator === K.MinusMinusToken;

function assign(node: ts.BinaryExpression, effects: Effects): void {
  const kind = node.operatorToken.kind;
  const target = unwrapped(node.left);
  if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)) {
    assignPattern(target, node, effects);
    return;
  }
  if (kind === K.EqualsToken) {
    const right = unwrapped(node.right);
    if (ts.isBinaryExpression(right) && isAssignment(right)) effects.scope.lowering.refuse(assignedInside, right);
    setTarget(target, takenFrom(node.right, effects) ?? lowerExpression(node.right, effects.scope), effects);
    return;
  }
  const before = lowerExpression(target, effects.scope);
  const value = lowerExpression(node.right, effects.scope);
  const operator = compound[kind];
  if (operator === undefined)
    effects.scope.lowering.refuse(assignmentTarget, node.operatorToken, ts.tokenToString(kind) ?? '');
  else if (logical.has(operator)) setTarget(target, chooseSide(operator, before, value), effects);
  else {
    const known = believed(before, node.left, effects.scope);
    setTarget(target, combine(operator, known, value, node, effects.scope), effects);
  }
}

const compound: Readonly<Record<number, ts.SyntaxKind>> = {
  [K.PlusEqualsToken]: K.PlusToken,
  [K.MinusEqualsToken]: K.MinusToken,
  [K.AsteriskEqualsToken]: K.AsteriskToken,
  [K.SlashEqualsToken]: K.SlashToken,
  [K.PercentEqualsToken]: K.PercentToken,
  [K.AsteriskAsteriskEqualsToken]: K.AsteriskAsteriskToken,
  [K.QuestionQuestionEqualsToken]: K.QuestionQuestionToken,
  [K.BarBarEqualsToken]: K.BarBarToken,
  [K.AmpersandAmpersandEqualsToken]: K.AmpersandAmpersandToken,
};
const logical: ReadonlySet<ts.SyntaxKind> = new Set([
  K.QuestionQuestionToken,
  K.BarBarToken,
  K.AmpersandAmpersandToken,
]);

/** `[a, b] = [b, a]`, `({ a } = value)`: all of the right side first. */
function assignPattern(
  target: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression,
  node: ts.BinaryExpression,
  effects: Effects,
): void {
  const { refuse } = effects.scope.lowering;
  const value = effects.keep('given', lowerExpression(node.right, effects.scope), node.right);
  const { scope } = effects;
  const give = (to: ts.Expression, part: Expr): void => {
    const isDefaulted = ts.isBinaryExpression(to) && to.operatorToken.kind === K.EqualsToken;
    if (!isDefaulted) {
      setTarget(to, part, effects);
      return;
    }
    const absent = is(part, undefinedKind);
    const standard = lowerExpression(to.right, scope);
    setTarget(to.left, conditional(absent, standard, { ...part, kinds: part.kinds & ~undefinedKind }), effects);
  };
  const kindsOf = (to: ts.Expression): Kinds =>
    ts.isBinaryExpression(to) ? kindsAt(to.left, scope) | undefinedKind : kindsAt(to, scope);
  if (ts.isArrayLiteralExpression(target)) {
    for (const [at, element] of target.elements.entries()) {
      if (ts.isOmittedExpression(element)) continue;
      if (ts.isSpreadElement(element)) refuse(assignmentTarget, element, element.getText());
      else give(element, index(value, literal(at), kindsOf(element)));
    }
    return;
  }
  for (const property of target.properties) {
    if (ts.isShorthandPropertyAssignment(property) && property.objectAssignmentInitializer === undefined)
      give(property.name, member(value, property.name.text, kindsOf(property.name)));
    else if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.name))
      give(property.initializer, member(value, property.name.text, kindsOf(property.initializer)));
    else refuse(assignmentTarget, property, property.getText());
  }
}

function step(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, effects: Effects): void {
  const before = lowerExpression(node.operand, effects.scope);
  const operator = node.operator === K.PlusPlusToken ? '+' : '-';
  setTarget(unwrapped(node.operand), arithmetic(operator, before, literal(1)), effects);
}

function remove(node: ts.DeleteExpression, effects: Effects): void {
  const target = unwrapped(node.expression);
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) {
    effects.scope.lowering.refuse(assignmentTarget, node, node.getText());
    return;
  }
  const owner = lowerExpression(target.expression, effects.scope);
  const key = ts.isPropertyAccessExpression(target)
    ? literal(target.name.text)
    : lowerExpression(target.argumentExpression, effects.scope);
  setTarget(unwrapped(target.expression), call('omit', objectKind, owner, key), effects, 0);
}

/** `name = value`, `name.a.b = value`, `name[i] = value`: a new value of the variable. `depth`: how far inside of the variable something is changed; undefined for the variable itself. */
function setTarget(target: ts.Expression, value: Expr, effects: Effects, depth?: number): void {
  const { scope } = effects;
  const { checker, refuse } = scope.lowering;
  const bare = unwrapped(target);
  if (ts.isIdentifier(bare)) {
    const symbol = symbolAt(bare, checker);
    if (symbol === undefined || effects.read(symbol) === undefined) refuse(assignmentTarget, bare, bare.text);
    else if (depth !== undefined && !isFresh(symbol, bare, checker, depth > 0)) refuse(sharedTarget, bare, symbol.name);
    else effects.write(symbol, value, bare);
    return;
  }
  if (ts.isPropertyAccessExpression(bare)) {
    const owner = present(lowerExpression(bare.expression, scope));
    if (owner.op !== 'refused' && !isOnly(owner.kinds, objectKind)) refuse(assignmentTarget, bare, bare.getText());
    else
      setTarget(
        bare.expression,
        withKey(owner, literal(bare.name.text), value),
        effects,
        depth === undefined ? 0 : depth + 1,
      );
    return;
  }
  if (ts.isElementAccessExpression(bare)) {
    const owner = present(lowerExpression(bare.expression, scope));
    const key = lowerExpression(bare.argumentExpression, scope);
    if (isOnly(owner.kinds, objectKind) && isOnly(key.kinds, textKind))
      setTarget(bare.expression, withKey(owner, key, value), effects, depth === undefined ? 0 : depth + 1);
    else if (isOnly(owner.kinds, listKind) && isOnly(key.kinds, numberKind))
      setTarget(
        bare.expression,
        withItem(owner, key, value, effects, bare),
        effects,
        depth === undefined ? 0 : depth + 1,
      );
    else refuse(assignmentTarget, bare, bare.getText());
    return;
  }
  refuse(assignmentTarget, bare, bare.getText());
}

const withKey = (owner: Expr, key: Expr, value: Expr): Expr => object([{ spread: owner }, { key, value }]);

/** The list with another element at a place that it has, or right behind its last. JSON has no lists with holes: it fails elsewhere. */
function withItem(list: Expr, at: Expr, value: Expr, effects: Effects, origin: ts.Node): Expr {
  const place = effects.keep('place', at, origin);
  const before = call('sliceList', listKind, list, literal(0), place);
  const after = call('sliceList', listKind, list, arithmetic('+', place, literal(1)));
  const changed = call('concatLists', listKind, before, array([{ value, spread: false }]), after);
  const isPlace = and(
    compare('<=', place, call('lengthOfList', numberKind, list)),
    and(compare('>=', place, literal(0)), equal(call('floor', numberKind, place), place)),
  );
  return conditional(
    place.op === 'literal' && place.value === 0 ? literal(true) : isPlace,
    changed,
    fail('RangeError'),
  );
}

/** `push`, `unshift`, `pop`, `shift`, `sort`, `reverse`, and `forEach`. */
function changeByMethod(node: ts.CallExpression, effects: Effects): boolean {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return false;
  const { scope } = effects;
  const method = expression.name.text;
  if (method === 'forEach') return forEach(node, effects);
  if (!['push', 'unshift', 'pop', 'shift', 'sort', 'reverse'].includes(method)) return false;
  const list = believed(lowerExpression(expression.expression, scope), expression.expression, scope);
  if (list.op !== 'refused' && !isOnly(list.kinds, listKind)) return false;
  const changed = changedBy(method, list, node, effects);
  if (changed === undefined) return false;
  setTarget(expression.expression, changed, effects, 0);
  return true;
}

function changedBy(method: string, list: Expr, node: ts.CallExpression, effects: Effects): Expr | undefined {
  const { scope } = effects;
  switch (method) {
    case 'push':
    case 'unshift': {
      const added = array(
        node.arguments.map((argument) => ({
          value: lowerExpression(ts.isSpreadElement(argument) ? argument.expression : argument, scope),
          spread: ts.isSpreadElement(argument),
        })),
      );
      return method === 'push'
        ? call('concatLists', listKind, list, added)
        : call('concatLists', listKind, added, list);
    }
    case 'pop':
      return call('sliceList', listKind, list, literal(0), literal(-1));
    case 'shift':
      return call('sliceList', listKind, list, literal(1));
    default:
      return changingMethods.get(method)?.(list, node, scope);
  }
}

/** What `list.shift()` and `list.pop()` give, and the list without it: where that is the whole value of a declaration or assignment. */
export function takenFrom(node: ts.Expression, effects: Effects): Expr | undefined {
  const bare = unwrapped(node);
  if (!ts.isCallExpression(bare) || !ts.isPropertyAccessExpression(bare.expression)) return undefined;
  const { name, expression } = bare.expression;
  if (name.text !== 'shift' && name.text !== 'pop') return undefined;
  const { scope } = effects;
  const list = lowerExpression(expression, scope);
  if (!isOnly(list.kinds, listKind)) return undefined;
  const { checker } = scope.lowering;
  const kinds = elementKinds(checker.getTypeAtLocation(expression), checker) | undefinedKind;
  const last = arithmetic('-', call('lengthOfList', numberKind, list), literal(1));
  const element = index(list, name.text === 'shift' ? literal(0) : last, kinds);
  const taken = effects.keep('taken', isSaidToBeThere(node) ? present(element) : element, node);
  changeByMethod(bare, effects);
  return taken;
}

const isAsync = ({ modifiers }: ts.ArrowFunction): boolean =>
  modifiers?.some(({ kind }) => kind === K.AsyncKeyword) ?? false;

/** `list.shift()!` */
function isSaidToBeThere(node: ts.Expression): boolean {
  if (ts.isNonNullExpression(node)) return true;
  return (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) && isSaidToBeThere(node.expression);
}

/** As a loop: its function's statements for each item. */
function forEach(node: ts.CallExpression, effects: Effects): boolean {
  const [callback] = node.arguments;
  const { expression } = node;
  if (callback === undefined || !ts.isPropertyAccessExpression(expression)) return false;
  const closure = unwrapped(callback);
  if (ts.isArrowFunction(closure) && isAsync(closure)) {
    effects.scope.lowering.refuse(callbackAsync, closure);
    return true;
  }
  if (!ts.isArrowFunction(closure) || closure.parameters.length !== 1 || !ts.isBlock(closure.body)) return false;
  const { factory } = ts;
  const [parameter] = closure.parameters;
  const declaration = factory.createVariableDeclaration(parameter!.name);
  const loop = factory.createForOfStatement(
    undefined,
    factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
    expression.expression,
    closure.body,
  );
  ts.setTextRange(loop, node);
  Object.assign(loop, { parent: node.parent });
  lowerInto(loop, effects);
  return true;
}
