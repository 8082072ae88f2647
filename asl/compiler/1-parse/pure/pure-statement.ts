import ts from 'typescript';
import type { Expr, Local } from '../../ir.ts';
import { local as readLocal } from '../../expr.ts';
import type { Scope, Write } from '../scope.ts';
import { Effects } from './effects.ts';
import { takenFrom } from './assignments.ts';
import { lowerInto } from './lower.ts';

export { containsJump } from './jumps.ts';

/** What a statement without an await, and without a jump out of it, does to the variables around it. */
export function lowerPure(statement: ts.Statement, scope: Scope): Write[] {
  const effects = new Effects(scope);
  lowerInto(statement, effects);
  return effects.changed().size === 0 ? [] : writesOf(effects, statement);
}

function writesOf(effects: Effects, origin: ts.Node): Write[] {
  const lets = effects.lets.map(({ local, value, origin: from }): Write => ({ target: local, value, origin: from }));
  const changed = [...effects.changed()];
  const [only] = changed;
  if (only === undefined) return lets;
  if (changed.length === 1) return [...lets, { target: only[0], value: only[1], origin }];
  // Each sees the others as they were before.
  const kept = changed.map(([symbol, value]): { symbol: ts.Symbol; local: Local; value: Expr } => ({
    symbol,
    local: { name: symbol.name },
    value,
  }));
  return [
    ...lets,
    ...kept.map(({ local, value }): Write => ({ target: local, value, origin })),
    ...kept.map(({ symbol, local, value }): Write => ({
      target: symbol,
      value: readLocal(local, value.kinds),
      origin,
    })),
  ];
}

/** `list.shift()` or `list.pop()` as a whole value: what it gives, and what it does to the list. */
export function lowerTaking(node: ts.Expression, scope: Scope): { value: Expr; writes: Write[] } | undefined {
  const effects = new Effects(scope);
  const value = takenFrom(node, effects);
  return value && { value, writes: writesOf(effects, node) };
}

/** Whether loops inside are ones that an expression can say: over a list, or counted. Others become states. */
export function canBePure(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isFunctionLike(node)) return true;
  if (
    ts.isWhileStatement(node) ||
    ts.isDoStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isTryStatement(node) ||
    ts.isLabeledStatement(node)
  )
    return false;
  if (ts.isForStatement(node) && !isCounted(node)) return false;
  return !(ts.forEachChild(node, (child) => (canBePure(child, checker) ? undefined : true)) ?? false);
}

const isCounted = ({ incrementor, condition, initializer }: ts.ForStatement): boolean =>
  initializer !== undefined &&
  ts.isVariableDeclarationList(initializer) &&
  condition !== undefined &&
  ts.isBinaryExpression(condition) &&
  [ts.SyntaxKind.LessThanToken, ts.SyntaxKind.LessThanEqualsToken].includes(condition.operatorToken.kind) &&
  incrementor !== undefined &&
  (ts.isPostfixUnaryExpression(incrementor) || ts.isPrefixUnaryExpression(incrementor)) &&
  incrementor.operator === ts.SyntaxKind.PlusPlusToken;
