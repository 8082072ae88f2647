import ts from 'typescript';
import { mayThrow } from '../../expr-effects.ts';
import { statementRefused } from '../../diagnostics/flow.ts';
import { canBePure, containsJump, lowerPure } from '../pure/pure-statement.ts';
import { applyWrites } from './bind.ts';
import { commentOf } from './comments.ts';
import { isInTry, within, type Context } from './context.ts';
import { lowerVariables } from './declarations.ts';
import { hasStep } from './steps.ts';
import { openBlock } from './graph-builder.ts';
import { lowerIf } from './if.ts';
import { lowerBreak, lowerContinue, lowerReturn, lowerThrow } from './jumps.ts';
import { lowerDo, lowerFor, lowerForOf, lowerWhile } from './loops.ts';
import { changingCall } from './changing-call.ts';
import { lowerEffect, onlyFails } from './effect.ts';
import { isIgnored } from './sdk-calls.ts';
import { scopeOf } from './scope-of.ts';
import { unwrapped } from '../unwrapped.ts';
import { lowerSwitch } from './switch.ts';
import { lowerTry } from './try.ts';
import { lowerStatement, lowerStatements, type StateWords } from './lower.ts';

export function statement(node: ts.Statement, context: Context): void {
  const { tag, text } = commentOf(node);
  const words: StateWords = { tag, comment: text, variable: undefined };
  if (isPure(node, context)) lowerPureStatement(node, context, words);
  else (statements[node.kind] ?? refuse)(node as never, context, words);
}

type StatementLowering<N extends ts.Statement> = (node: N, context: Context, words: StateWords) => void;

/** By kind of statement, for what makes states; everything else is pure, or refused. */
const statements: Readonly<Record<number, StatementLowering<never>>> = {
  [ts.SyntaxKind.VariableStatement]: ((node, context, words) => {
    lowerVariables(node.declarationList, context, words);
  }) satisfies StatementLowering<ts.VariableStatement>,
  [ts.SyntaxKind.ExpressionStatement]: ((node, context, words) => {
    lowerEffect(node.expression, context, { ...words, variable: assignedName(node.expression) });
  }) satisfies StatementLowering<ts.ExpressionStatement>,
  [ts.SyntaxKind.Block]: ((node, context) => {
    lowerStatements(node.statements, context);
  }) satisfies StatementLowering<ts.Block>,
  [ts.SyntaxKind.IfStatement]: lowerIf satisfies StatementLowering<ts.IfStatement>,
  [ts.SyntaxKind.SwitchStatement]: lowerSwitch satisfies StatementLowering<ts.SwitchStatement>,
  [ts.SyntaxKind.ForOfStatement]: lowerForOf satisfies StatementLowering<ts.ForOfStatement>,
  [ts.SyntaxKind.ForStatement]: lowerFor satisfies StatementLowering<ts.ForStatement>,
  [ts.SyntaxKind.WhileStatement]: lowerWhile satisfies StatementLowering<ts.WhileStatement>,
  [ts.SyntaxKind.DoStatement]: lowerDo satisfies StatementLowering<ts.DoStatement>,
  [ts.SyntaxKind.TryStatement]: lowerTry satisfies StatementLowering<ts.TryStatement>,
  [ts.SyntaxKind.ReturnStatement]: lowerReturn satisfies StatementLowering<ts.ReturnStatement>,
  [ts.SyntaxKind.ThrowStatement]: lowerThrow satisfies StatementLowering<ts.ThrowStatement>,
  [ts.SyntaxKind.BreakStatement]: lowerBreak satisfies StatementLowering<ts.BreakStatement>,
  [ts.SyntaxKind.ContinueStatement]: lowerContinue satisfies StatementLowering<ts.ContinueStatement>,
  [ts.SyntaxKind.LabeledStatement]: lowerLabelled satisfies StatementLowering<ts.LabeledStatement>,
};

function refuse(node: ts.Statement, { lowering }: Context): void {
  lowering.refuse(statementRefused, node, ts.SyntaxKind[node.kind]);
}

function isPure(node: ts.Statement, context: Context): boolean {
  if (needsState(node, context)) return false;
  if (hasStep(node, context) || containsJump(node) || !canBePure(node, context.lowering.checker)) return false;
  // Names that are declared here belong to the flow, and a body may be one statement.
  return !ts.isVariableStatement(node) && !ts.isBlock(node);
}

/** Whether something in it does more than to compute: a function's changes, or a failure that is all that is wanted. */
function needsState(node: ts.Node, context: Context): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isExpressionStatement(node))
    return onlyFails(unwrapped(node.expression)) || changingCall(node.expression, context) !== undefined;
  return ts.forEachChild(node, (child) => needsState(child, context) || undefined) ?? false;
}

function lowerPureStatement(node: ts.Statement, context: Context, words: StateWords): void {
  if (ts.isFunctionDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
  if (ts.isEmptyStatement(node)) return;
  if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && isIgnored(node.expression, context))
    return;
  const { tag, comment } = words;
  const writes = lowerPure(node, scopeOf(context));
  const asStates = statements[node.kind];
  // What it has changed before it fails is seen by whoever catches that.
  if (
    isInTry(context) &&
    asStates !== undefined &&
    !ts.isExpressionStatement(node) &&
    writes.some(({ value }) => mayThrow(value))
  ) {
    asStates(node as never, context, words);
    return;
  }
  if (tag !== undefined) context.graph.fresh(node);
  applyWrites(writes, context);
  if (tag === undefined) return;
  const next = openBlock(node);
  context.graph.endNamed({ kind: 'goto', to: next }, { tag, candidates: [tag] }, node, comment, next);
}

function lowerLabelled(node: ts.LabeledStatement, context: Context): void {
  const labels = [node.label.text];
  let { statement } = node;
  while (ts.isLabeledStatement(statement)) {
    labels.push(statement.label.text);
    statement = statement.statement;
  }
  if (ts.isIterationStatement(statement, false)) {
    const { tag, text } = commentOf(node);
    const words: StateWords = { tag, comment: text, variable: undefined };
    const inner = within(context, { labels });
    (statements[statement.kind] ?? refuse)(statement as never, inner, words);
    return;
  }
  const breakTo = openBlock(node);
  lowerStatement(
    statement,
    within(context, { frame: { kind: 'breakable', labels, isSwitch: false, breakTo, outer: context.frame } }),
  );
  context.graph.continueIn(breakTo);
}

/** The variable that an assignment gives its name to. */
function assignedName(node: ts.Expression): string | undefined {
  return ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isIdentifier(node.left)
    ? node.left.text
    : undefined;
}
