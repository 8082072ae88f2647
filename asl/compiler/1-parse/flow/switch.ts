import ts from 'typescript';
import { equal, variable as read } from '../../expr.ts';
import type { Block, Expr } from '../../ir.ts';
import type { StateWords } from './lower.ts';
import { namesIn } from './condition-names.ts';
import { awaitMisplaced } from '../../diagnostics/flow.ts';
import { hint, near, newVariable, within, type Context } from './context.ts';
import { Environment } from './environment.ts';
import { hasStep } from './steps.ts';
import { openBlock } from './graph-builder.ts';
import { lowerFlowExpression } from './prepare.ts';
import { lowerStatement } from './lower.ts';

/** The first case that is equal decides; its statements run on into those of the next ones until a `break`. */
export function lowerSwitch(node: ts.SwitchStatement, context: Context, { tag, comment }: StateWords): void {
  const { graph } = context;
  const subject = lowerFlowExpression(node.expression, context);
  const isSimple = subject.op === 'member' || subject.op === 'variable' || subject.op === 'literal';
  const kept = newVariable('subject', subject.kinds);
  if (!isSimple) graph.assign(kept, subject, node.expression);
  const value = isSimple ? subject : read(kept);
  const { clauses } = node.caseBlock;
  const blocks = clauses.map((clause) => openBlock(clause));
  const after = openBlock(node);
  const rules = clauses.flatMap((clause, index) => rulesOf(clause, value, blocks[index]!, context));
  const standard = clauses.findIndex(ts.isDefaultClause);
  const name = hint(context, `Switch${namesIn(node.expression)}`, tag);
  const end = { kind: 'branch', rules, otherwise: blocks[standard] ?? after } as const;
  graph.endNamed(end, name, node.expression, comment);
  const inner = within(context, {
    names: new Environment(context.names),
    frame: { kind: 'breakable', labels: context.labels, isSwitch: true, breakTo: after, outer: context.frame },
    labels: [],
  });
  for (const [index, clause] of clauses.entries()) {
    graph.continueIn(blocks[index]!);
    for (const statement of clause.statements) lowerStatement(statement, near(inner, wordOf(clause)));
  }
  graph.continueIn(after);
}

function rulesOf(
  clause: ts.CaseOrDefaultClause,
  value: Expr,
  to: Block,
  context: Context,
): { condition: Expr; to: Block }[] {
  if (ts.isDefaultClause(clause)) return [];
  // It is computed only if no case before it is the one.
  if (hasStep(clause.expression, context)) context.lowering.refuse(awaitMisplaced, clause.expression);
  const other = lowerFlowExpression(clause.expression, context);
  // `switch (true)` tests its cases.
  const condition =
    value.op === 'literal' && value.value === true && other.op !== 'literal' ? other : equal(value, other);
  return [{ condition, to }];
}

const wordOf = (clause: ts.CaseOrDefaultClause): string =>
  ts.isDefaultClause(clause) ? 'default' : `case ${clause.expression.getText().replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
