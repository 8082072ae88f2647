import ts from 'typescript';
import { conditional, equal, truthy, undefinedExpr } from '../../expr.ts';
import { loopInFunction, pureStatementRefused, switchTooComplex } from '../../diagnostics/expressions.ts';
import type { Expr } from '../../ir.ts';
import { lowerExpression } from '../expressions/expression.ts';
import { lowerAssignment, takenFrom } from './assignments.ts';
import { lowerInto } from './lower.ts';
import { bodyFrom } from './switch-bodies.ts';
import { wrapLets, type Effects } from './effects.ts';
import { lowerCountedState, lowerForOfState, type LoopState } from './loops.ts';
import { lowerWrites } from './writes.ts';
import { unwrapped } from '../unwrapped.ts';

/** What a statement without a jump out of it does. */
export function lowerEffect(node: ts.Statement, effects: Effects): void {
  if (ts.isVariableStatement(node))
    for (const declaration of node.declarationList.declarations) declare(declaration, effects);
  else if (ts.isExpressionStatement(node)) lowerAssignment(node.expression, effects);
  else if (ts.isBlock(node)) for (const statement of node.statements) lowerInto(statement, effects);
  else if (ts.isIfStatement(node)) lowerIf(node, effects);
  else if (ts.isSwitchStatement(node)) lowerSwitch(node, effects);
  else if (ts.isForOfStatement(node)) finishLoop(node, lowerForOfState(node, effects, false), effects);
  else if (ts.isForStatement(node)) finishLoop(node, lowerCountedState(node, effects), effects);
  else if (ts.isIterationStatement(node, false) || ts.isLabeledStatement(node))
    effects.scope.lowering.refuse(loopInFunction, node);
  else if (!saysNothing(node)) effects.scope.lowering.refuse(pureStatementRefused, node, ts.SyntaxKind[node.kind]);
}

const saysNothing = (node: ts.Statement): boolean =>
  ts.isEmptyStatement(node) ||
  ts.isFunctionDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isInterfaceDeclaration(node);

function declare({ name, initializer }: ts.VariableDeclaration, effects: Effects): void {
  const { scope } = effects;
  const { checker } = scope.lowering;
  if (initializer === undefined) {
    const symbol = checker.getSymbolAtLocation(name);
    if (symbol !== undefined) effects.declare(symbol, undefinedExpr, name);
    return;
  }
  // A function is written out where it is called.
  const value = unwrapped(initializer);
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return;
  const given = takenFrom(initializer, effects) ?? lowerExpression(initializer, scope);
  for (const write of lowerWrites(name, given, scope))
    effects.declare(write.target as ts.Symbol, write.value, write.origin);
}

function finishLoop(node: ts.Node, state: LoopState | undefined, effects: Effects): void {
  if (state === undefined) return;
  const result = effects.keep('loop', state.value, node);
  for (const [symbol, value] of state.read(result)) effects.write(symbol, value, node);
}

function lowerIf(node: ts.IfStatement, effects: Effects): void {
  const test = effects.keep('test', truthy(lowerExpression(node.expression, effects.scope)), node.expression);
  const then = effects.fork();
  lowerInto(node.thenStatement, then);
  const otherwise = effects.fork();
  if (node.elseStatement !== undefined) lowerInto(node.elseStatement, otherwise);
  merge(test, then, otherwise, effects, node);
}

/** Each variable that a branch has changed has one of two values now. */
function merge(test: Expr, then: Effects, otherwise: Effects, effects: Effects, origin: ts.Node): void {
  const [left, right] = [then.changed(), otherwise.changed()];
  for (const symbol of new Set([...left.keys(), ...right.keys()])) {
    const before = effects.read(symbol);
    const [first, second] = [left.get(symbol) ?? before, right.get(symbol) ?? before];
    // One that only a branch knows is that branch's own.
    if (first === undefined || second === undefined || before === undefined || (first === before && second === before))
      continue;
    effects.write(symbol, conditional(test, wrapLets(then.lets, first), wrapLets(otherwise.lets, second)), origin);
  }
}

function lowerSwitch(node: ts.SwitchStatement, effects: Effects): void {
  const subject = effects.keep('subject', lowerExpression(node.expression, effects.scope), node.expression);
  const { clauses } = node.caseBlock;
  const bodies = clauses.map((_, at) => bodyFrom(clauses, at));
  if (bodies.some((body) => body === undefined)) {
    effects.scope.lowering.refuse(switchTooComplex, node);
    return;
  }
  const lowerFrom = (at: number, into: Effects): void => {
    const clause = clauses[at];
    if (clause === undefined) {
      const standard = clauses.findIndex(ts.isDefaultClause);
      for (const statement of standard < 0 ? [] : bodies[standard]!) lowerInto(statement, into);
      return;
    }
    if (ts.isDefaultClause(clause)) {
      lowerFrom(at + 1, into);
      return;
    }
    const test = into.keep('test', equal(subject, lowerExpression(clause.expression, into.scope)), clause);
    const then = into.fork();
    for (const statement of bodies[at]!) lowerInto(statement, then);
    const otherwise = into.fork();
    lowerFrom(at + 1, otherwise);
    merge(test, then, otherwise, into, clause);
  };
  lowerFrom(0, effects);
}
