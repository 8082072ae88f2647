import ts from 'typescript';
import {
  and,
  arithmetic,
  call,
  compare,
  concat,
  conditional,
  equal,
  is,
  letIn,
  literal,
  local,
  negate,
  not,
  or,
  refused,
  truthy,
} from '../../expr.ts';
import {
  arithmeticOfKinds,
  assignedInside,
  comparesDifferent,
  comparesStructures,
  comparesMessage,
  operatorRefused,
} from '../../diagnostics/expressions.ts';
import type { Expr, Local } from '../../ir.ts';
import {
  booleanKind,
  isOnly,
  listKind,
  mayBe,
  nullish,
  numberKind,
  objectKind,
  textKind,
  undefinedKind,
  without,
  nullKind,
  type Kinds,
} from '../../kinds.ts';
import type { Scope } from '../scope.ts';
import { lowerExpression } from './expression.ts';
import { isFailureMessage } from './failure-message.ts';
import { textOf } from './literals.ts';
import { believed } from './typed.ts';

const K = ts.SyntaxKind;

export function lowerPrefix(node: ts.PrefixUnaryExpression, scope: Scope): Expr {
  const value = lowerExpression(node.operand, scope);
  if (value.op === 'refused') return refused;
  if (node.operator === K.ExclamationToken) return not(truthy(value));
  if (node.operator === K.MinusToken && isOnly(value.kinds, numberKind)) return negate(value);
  if (node.operator === K.PlusToken && isOnly(value.kinds, numberKind)) return value;
  if (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken)
    return scope.lowering.refuse(assignedInside, node);
  return scope.lowering.refuse(operatorRefused, node, ts.tokenToString(node.operator) ?? '');
}

const arithmeticOperators: Readonly<Record<number, '+' | '-' | '*' | '/' | '%' | '**'>> = {
  [K.PlusToken]: '+',
  [K.MinusToken]: '-',
  [K.AsteriskToken]: '*',
  [K.SlashToken]: '/',
  [K.PercentToken]: '%',
  [K.AsteriskAsteriskToken]: '**',
};
const comparisons: Readonly<Record<number, '<' | '<=' | '>' | '>='>> = {
  [K.LessThanToken]: '<',
  [K.LessThanEqualsToken]: '<=',
  [K.GreaterThanToken]: '>',
  [K.GreaterThanEqualsToken]: '>=',
};

export function lowerBinary(node: ts.BinaryExpression, scope: Scope): Expr {
  const kind = node.operatorToken.kind;
  if (kind === K.AmpersandAmpersandToken || kind === K.BarBarToken || kind === K.QuestionQuestionToken)
    return lowerLogical(node, scope);
  const typeofTest = lowerTypeof(node, scope);
  if (typeofTest !== undefined) return typeofTest;
  if (kind === K.InKeyword) return lowerIn(node, scope);
  const sides = [lowerExpression(node.left, scope), lowerExpression(node.right, scope)] as const;
  // A text takes what is absent as 'undefined', and equality asks for it.
  const takesAll = kind in equalities || (kind === K.PlusToken && sides.some(({ kinds }) => mayBe(kinds, textKind)));
  const [left, right] = takesAll
    ? sides
    : [believed(sides[0], node.left, scope), believed(sides[1], node.right, scope)];
  return combine(kind, left, right, node, scope);
}

/** What an operator makes of two values; also of `a += b`. */
export function combine(kind: ts.SyntaxKind, left: Expr, right: Expr, node: ts.BinaryExpression, scope: Scope): Expr {
  const { refuse } = scope.lowering;
  if (left.op === 'refused' || right.op === 'refused') return refused;
  const equality = equalities[kind];
  if (equality !== undefined) return lowerEquality(equality, left, right, node, scope);
  const comparison = comparisons[kind];
  if (comparison !== undefined) {
    const isSame = [numberKind, textKind].some((each) => isOnly(left.kinds, each) && isOnly(right.kinds, each));
    return isSame
      ? compare(comparison, left, right)
      : refuse(comparesDifferent, node, node.left.getText(), node.right.getText());
  }
  const operator = arithmeticOperators[kind];
  if (operator === undefined) return refuse(operatorRefused, node.operatorToken, ts.tokenToString(kind) ?? '');
  if (operator === '+' && (isOnly(left.kinds, textKind) || isOnly(right.kinds, textKind))) {
    return concat([textOf(left, node.left, scope), textOf(right, node.right, scope)]);
  }
  if (isOnly(left.kinds, numberKind) && isOnly(right.kinds, numberKind)) return arithmetic(operator, left, right);
  return refuse(arithmeticOfKinds, node, operator, node.left.getText(), node.right.getText());
}

const equalities: Readonly<Record<number, { strict: boolean; isEqual: boolean }>> = {
  [K.EqualsEqualsEqualsToken]: { strict: true, isEqual: true },
  [K.ExclamationEqualsEqualsToken]: { strict: true, isEqual: false },
  [K.EqualsEqualsToken]: { strict: false, isEqual: true },
  [K.ExclamationEqualsToken]: { strict: false, isEqual: false },
};

function lowerEquality(
  { strict, isEqual }: { strict: boolean; isEqual: boolean },
  left: Expr,
  right: Expr,
  node: ts.BinaryExpression,
  scope: Scope,
): Expr {
  const { refuse } = scope.lowering;
  if (isFailureMessage(node.left, scope) || isFailureMessage(node.right, scope)) return refuse(comparesMessage, node);
  const same = strict ? strictly(left, right) : loosely(left, right);
  if (same === undefined) return refuse(comparesStructures, node, node.getText());
  return isEqual ? same : not(same);
}

/** Undefined where one side may be a structure on both sides: JavaScript would compare identities. */
function strictly(left: Expr, right: Expr): Expr | undefined {
  const both = left.kinds & right.kinds;
  return mayBe(both, listKind | objectKind) && !isAbsence(left) && !isAbsence(right) ? undefined : equal(left, right);
}

const isAbsence = (expr: Expr): boolean =>
  expr.op === 'undefined' || (expr.op === 'literal' && (typeof expr.value !== 'object' || expr.value === null));

function loosely(left: Expr, right: Expr): Expr | undefined {
  if (isNullLiteral(right)) return is(left, nullish);
  if (isNullLiteral(left)) return is(right, nullish);
  const kinds = left.kinds | right.kinds;
  const isOneKind = [booleanKind, numberKind, textKind].some((each) => isOnly(kinds, each));
  return isOneKind ? equal(left, right) : undefined;
}

const isNullLiteral = (expr: Expr): boolean =>
  expr.op === 'undefined' || (expr.op === 'literal' && expr.value === null);

const typeofKinds: ReadonlyMap<string, Kinds> = new Map([
  ['string', textKind],
  ['number', numberKind],
  ['boolean', booleanKind],
  ['undefined', undefinedKind],
  ['object', nullKind | listKind | objectKind],
  ['function', 0],
  ['bigint', 0],
  ['symbol', 0],
]);

/** `typeof x === 'string'`. */
function lowerTypeof(node: ts.BinaryExpression, scope: Scope): Expr | undefined {
  const equality = equalities[node.operatorToken.kind];
  if (equality === undefined) return undefined;
  const [test, name] = ts.isTypeOfExpression(node.left) ? [node.left, node.right] : [node.right, node.left];
  if (!ts.isTypeOfExpression(test) || !ts.isStringLiteralLike(name)) return undefined;
  const kinds = typeofKinds.get(name.text);
  if (kinds === undefined) return undefined;
  const value = lowerExpression(test.expression, scope);
  const tested = is(value, kinds);
  return equality.isEqual ? tested : not(tested);
}

/** `typeof x` as a text. */
export function lowerTypeofText(node: ts.TypeOfExpression, scope: Scope): Expr {
  const tested = lowerExpression(node.expression, scope);
  if (tested.op === 'refused') return refused;
  const bound: Local = { name: 'tested' };
  const value = local(bound, tested.kinds);
  const names = (['string', 'number', 'boolean', 'undefined'] as const).reduceRight<Expr>(
    (otherwise, name) => conditional(is(value, typeofKinds.get(name)!), literal(name), otherwise),
    literal('object'),
  );
  return names.op === 'literal' ? names : letIn(bound, tested, names);
}

function lowerIn(node: ts.BinaryExpression, scope: Scope): Expr {
  const key = textOf(lowerExpression(node.left, scope), node.left, scope);
  const owner = lowerExpression(node.right, scope);
  if (key.op === 'refused' || owner.op === 'refused') return refused;
  return isOnly(owner.kinds, objectKind)
    ? call('has', booleanKind, owner, key)
    : scope.lowering.refuse(operatorRefused, node, 'in');
}

/** `&&`, `||` and `??` give one of their sides. */
function lowerLogical(node: ts.BinaryExpression, scope: Scope): Expr {
  return chooseSide(node.operatorToken.kind, lowerExpression(node.left, scope), lowerExpression(node.right, scope));
}

export function chooseSide(kind: ts.SyntaxKind, left: Expr, right: Expr): Expr {
  if (left.op === 'refused' || right.op === 'refused') return refused;
  if (kind === K.QuestionQuestionToken)
    return chosen(
      left,
      (value) => is(value, nullish),
      right,
      (value) => without(value, nullish),
    );
  if (isOnly(left.kinds, booleanKind) && isOnly(right.kinds, booleanKind)) {
    return kind === K.AmpersandAmpersandToken ? and(left, right) : or(left, right);
  }
  return kind === K.AmpersandAmpersandToken
    ? chosen(left, truthy, right, falsyKinds)
    : chosen(
        left,
        (value) => not(truthy(value)),
        right,
        (value) => without(value, nullish),
      );
}

const falsyKinds = (kinds: Kinds): Kinds => without(kinds, listKind | objectKind);

/** The right side if the left one passes the test, else the left one: computed once. */
function chosen(left: Expr, test: (value: Expr) => Expr, right: Expr, kept: (kinds: Kinds) => Kinds): Expr {
  if (isCheap(left)) return conditional(test(left), right, { ...left, kinds: kept(left.kinds) });
  const name: Local = { name: 'left' };
  const value = local(name, left.kinds);
  return letIn(name, left, conditional(test(value), right, local(name, kept(left.kinds))));
}

const isCheap = (expr: Expr): boolean =>
  expr.op === 'literal' ||
  expr.op === 'variable' ||
  expr.op === 'local' ||
  expr.op === 'undefined' ||
  (expr.op === 'member' && isCheap(expr.object)) ||
  (expr.op === 'source' && expr.source === 'input');

export function lowerConditional(node: ts.ConditionalExpression, scope: Scope): Expr {
  const test = truthy(lowerExpression(node.condition, scope));
  const then = lowerExpression(node.whenTrue, scope);
  const otherwise = lowerExpression(node.whenFalse, scope);
  if (test.op === 'refused' || then.op === 'refused' || otherwise.op === 'refused') return refused;
  return conditional(test, then, otherwise);
}
