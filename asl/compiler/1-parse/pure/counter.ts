import ts from 'typescript';
import { and, arithmetic, call, compare, conditional, equal, fail, literal } from '../../expr.ts';
import type { Expr } from '../../ir.ts';
import { isOnly, numberKind } from '../../kinds.ts';
import { lowerExpression } from '../expressions/expression.ts';
import type { Scope } from '../scope.ts';
import { writtenIn } from '../written.ts';

/** What a loop that counts to a bound says in its head. */
export interface Counter {
  symbol: ts.Symbol;
  from: Expr;
  /** How far it goes in a turn, upwards or downwards. */
  step: Expr;
  /** The number of turns; below 1 if there is none. */
  turns: (from: Expr, step: Expr) => Expr;
  /** What it holds in a turn, which are counted from 0. */
  at: (from: Expr, step: Expr, turn: Expr) => Expr;
}

/** `for (let i = from; i < to; i += step)`, and `>` with `-=`. Nothing in it but the counter changes meanwhile. */
export function counterOf(
  { initializer, condition, incrementor, statement }: ts.ForStatement,
  scope: Scope,
): Counter | undefined {
  const { checker } = scope.lowering;
  if (initializer === undefined || !ts.isVariableDeclarationList(initializer) || initializer.declarations.length !== 1)
    return undefined;
  const [{ name, initializer: start }] = initializer.declarations as unknown as [ts.VariableDeclaration];
  const symbol = ts.isIdentifier(name) ? checker.getSymbolAtLocation(name) : undefined;
  if (symbol === undefined || start === undefined || condition === undefined || incrementor === undefined)
    return undefined;
  const isOwn = (node: ts.Expression): boolean => ts.isIdentifier(node) && checker.getSymbolAtLocation(node) === symbol;
  const test =
    ts.isBinaryExpression(condition) && isOwn(condition.left) ? tests[condition.operatorToken.kind] : undefined;
  const step = test === undefined ? undefined : stepOf(incrementor, test.isUp, isOwn);
  if (test === undefined || step === undefined) return undefined;
  const bound = (condition as ts.BinaryExpression).right;
  const written = writtenIn(statement, checker);
  const fixed = step === 'one' ? [bound] : [bound, step];
  const isFixed = (name: ts.Symbol): boolean => name !== symbol && !written.has(name);
  if (written.has(symbol) || !fixed.every((node) => namesIn(node, checker).every(isFixed))) return undefined;
  const [from, to] = [lowerExpression(start, scope), lowerExpression(bound, scope)];
  const by = step === 'one' ? literal(1) : lowerExpression(step, scope);
  if (![from, to, by].every(({ kinds }) => isOnly(kinds, numberKind))) return undefined;
  if (by.op === 'literal' && !isWholeStep(by.value as number)) return undefined;
  return {
    symbol,
    from,
    step: by,
    turns: (begin, width) => turnsTo(test, begin, to, width),
    at: (begin, width, turn) => arithmetic(test.isUp ? '+' : '-', begin, times(turn, width)),
  };
}

interface Test {
  operator: '<' | '<=' | '>' | '>=';
  isUp: boolean;
  isInclusive: boolean;
}

const tests: Readonly<Record<number, Test>> = {
  [ts.SyntaxKind.LessThanToken]: { operator: '<', isUp: true, isInclusive: false },
  [ts.SyntaxKind.LessThanEqualsToken]: { operator: '<=', isUp: true, isInclusive: true },
  [ts.SyntaxKind.GreaterThanToken]: { operator: '>', isUp: false, isInclusive: false },
  [ts.SyntaxKind.GreaterThanEqualsToken]: { operator: '>=', isUp: false, isInclusive: true },
};

function stepOf(
  incrementor: ts.Expression,
  isUp: boolean,
  isOwn: (node: ts.Expression) => boolean,
): ts.Expression | 'one' | undefined {
  if (ts.isPostfixUnaryExpression(incrementor) || ts.isPrefixUnaryExpression(incrementor)) {
    const wanted = isUp ? ts.SyntaxKind.PlusPlusToken : ts.SyntaxKind.MinusMinusToken;
    return incrementor.operator === wanted && isOwn(incrementor.operand) ? 'one' : undefined;
  }
  const wanted = isUp ? ts.SyntaxKind.PlusEqualsToken : ts.SyntaxKind.MinusEqualsToken;
  return ts.isBinaryExpression(incrementor) && incrementor.operatorToken.kind === wanted && isOwn(incrementor.left)
    ? incrementor.right
    : undefined;
}

/** Fractions add up to something else than they multiply to, and what does not go on never comes to an end. */
const isWholeStep = (step: number): boolean => Number.isInteger(step) && step > 0;

function turnsTo({ operator, isUp, isInclusive }: Test, from: Expr, to: Expr, step: Expr): Expr {
  const way = isUp ? arithmetic('-', to, from) : arithmetic('-', from, to);
  const steps = isOne(step) ? way : arithmetic('/', way, step);
  const turns = isInclusive
    ? arithmetic('+', call('floor', numberKind, steps), literal(1))
    : call('ceil', numberKind, steps);
  if (step.op === 'literal') return turns;
  const isWhole = and(compare('>', step, literal(0)), equal(call('floor', numberKind, step), step));
  return conditional(compare(operator, from, to), conditional(isWhole, turns, fail('RangeError')), literal(0));
}

const isOne = (step: Expr): boolean => step.op === 'literal' && step.value === 1;
const times = (turn: Expr, step: Expr): Expr => (isOne(step) ? turn : arithmetic('*', turn, step));

function namesIn(node: ts.Node, checker: ts.TypeChecker): ts.Symbol[] {
  const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
  const found = symbol === undefined ? [] : [symbol];
  ts.forEachChild(node, (child) => void found.push(...namesIn(child, checker)));
  return found;
}
