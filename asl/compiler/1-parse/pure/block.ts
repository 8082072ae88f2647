import ts from 'typescript';
import { conditional, equal, is, member, refused, truthy, undefinedExpr } from '../../expr.ts';
import { loopInFunction, switchTooComplex, throwInFunction } from '../../diagnostics/expressions.ts';
import type { Expr } from '../../ir.ts';
import { objectKind, undefinedKind } from '../../kinds.ts';
import { lowerExpression } from '../expressions/expression.ts';
import type { Effects } from './effects.ts';
import { wrapLets } from './effects.ts';
import { lowerForOfState, type LoopState } from './loops.ts';
import { containsJump } from './jumps.ts';
import { bodyFrom } from './switch-bodies.ts';
import { lowerInto, lowerSequence, type Exits } from './lower.ts';

/** Statements in order; one that may leave the sequence takes those after it into its branches. */
export function sequence(statements: readonly ts.Statement[], effects: Effects, exits: Exits): Expr {
  for (const [index, statement] of statements.entries()) {
    if (!containsJump(statement)) lowerInto(statement, effects);
    else return wrapLets(effects.lets, lowerLeaving(statement, statements.slice(index + 1), effects, exits));
  }
  return wrapLets(effects.lets, exits.end(effects));
}

function lowerLeaving(node: ts.Statement, rest: readonly ts.Statement[], effects: Effects, exits: Exits): Expr {
  const { scope } = effects;
  const { refuse } = scope.lowering;
  if (ts.isReturnStatement(node)) {
    const value = node.expression === undefined ? undefinedExpr : lowerExpression(node.expression, scope);
    return exits.return?.(value, effects) ?? refuse(loopInFunction, node);
  }
  if (ts.isBreakStatement(node))
    return (node.label === undefined ? exits.break?.(effects) : undefined) ?? refuse(loopInFunction, node);
  if (ts.isContinueStatement(node))
    return (node.label === undefined ? exits.continue?.(effects) : undefined) ?? refuse(loopInFunction, node);
  if (ts.isThrowStatement(node)) return refuse(throwInFunction, node);
  if (ts.isBlock(node)) return lowerInner([...node.statements, ...rest], effects, exits);
  if (ts.isIfStatement(node)) {
    const test = truthy(lowerExpression(node.expression, scope));
    const then = lowerInner([node.thenStatement, ...rest], effects, exits);
    const otherwise = lowerInner(
      [...(node.elseStatement === undefined ? [] : [node.elseStatement]), ...rest],
      effects,
      exits,
    );
    return isRefused(test, then, otherwise) ? refused : conditional(test, then, otherwise);
  }
  if (ts.isSwitchStatement(node)) return lowerSwitch(node, rest, effects, exits);
  if (ts.isForOfStatement(node)) return lowerForOf(node, rest, effects, exits);
  return refuse(loopInFunction, node);
}

const lowerInner = (statements: readonly ts.Statement[], effects: Effects, exits: Exits): Expr =>
  lowerSequence(statements, effects.fork(), exits);

const isRefused = (...exprs: Expr[]): boolean => exprs.some(({ op }) => op === 'refused');

/** Each case with what it falls through to, up to a `break`. */
function lowerSwitch(node: ts.SwitchStatement, rest: readonly ts.Statement[], effects: Effects, exits: Exits): Expr {
  const { scope } = effects;
  const subject = lowerExpression(node.expression, scope);
  const kept = effects.keep('subject', subject, node.expression);
  const { clauses } = node.caseBlock;
  const bodies = clauses.map((_, at) => bodyFrom(clauses, at));
  if (bodies.some((body) => body === undefined)) return scope.lowering.refuse(switchTooComplex, node);
  const standard = clauses.findIndex(ts.isDefaultClause);
  const last = lowerInner([...(standard < 0 ? [] : bodies[standard]!), ...rest], effects, exits);
  return clauses.reduceRight((otherwise, clause, at) => {
    if (ts.isDefaultClause(clause)) return otherwise;
    const test = equal(kept, lowerExpression(clause.expression, scope));
    const then = lowerInner([...bodies[at]!, ...rest], effects, exits);
    return isRefused(test, then, otherwise) ? refused : conditional(test, then, otherwise);
  }, last);
}

/** A loop that may return: whether it has is a part of its state. */
function lowerForOf(node: ts.ForOfStatement, rest: readonly ts.Statement[], effects: Effects, exits: Exits): Expr {
  const { scope } = effects;
  const state: LoopState | undefined = lowerForOfState(node, effects, true);
  if (state === undefined || exits.return === undefined) return scope.lowering.refuse(loopInFunction, node);
  const result = effects.keep('loop', state.value, node);
  for (const [symbol, value] of state.read(result)) effects.write(symbol, value, node);
  const has = is(member(result, 'returned', objectKind | undefinedKind), objectKind);
  const returned = exits.return(member(member(result, 'returned', objectKind), 'value', state.returnKinds), effects);
  const after = lowerInner(rest, effects, exits);
  return isRefused(returned, after) ? refused : conditional(has, returned, after);
}
