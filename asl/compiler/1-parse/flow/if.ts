import type ts from 'typescript';
import { truthy } from '../../expr.ts';
import type { StateWords } from './lower.ts';
import { namesIn } from './condition-names.ts';
import { hint, near, type Context } from './context.ts';
import { openBlock } from './graph-builder.ts';
import { lowerFlowExpression } from './prepare.ts';
import { lowerStatement } from './lower.ts';

export function lowerIf(node: ts.IfStatement, context: Context, { tag, comment }: StateWords): void {
  const { graph } = context;
  const condition = truthy(lowerFlowExpression(node.expression, context));
  const then = openBlock(node.thenStatement);
  const otherwise = openBlock(node.elseStatement ?? node);
  const after = openBlock(node);
  const words = namesIn(node.expression);
  const name = hint(context, `If${words}`, tag);
  graph.endNamed({ kind: 'branch', rules: [{ condition, to: then }], otherwise }, name, node.expression, comment, then);
  lowerStatement(node.thenStatement, near(context, 'then'));
  graph.end({ kind: 'goto', to: after }, otherwise);
  if (node.elseStatement !== undefined) lowerStatement(node.elseStatement, near(context, 'else'));
  graph.continueIn(after);
}
