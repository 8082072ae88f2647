import type ts from 'typescript';
import { index, literal, variable as read } from '../../expr.ts';
import { mayThrow } from '../../expr-effects.ts';
import type { Expr } from '../../ir.ts';
import { listKind } from '../../kinds.ts';
import { handlerOf, hint, isInTry, newVariable, type Context } from './context.ts';
import { GraphBuilder, openBlock } from './graph-builder.ts';

/**
 * Inside of `try` JavaScript catches what an expression throws. In Step Functions only a Task, a Map and a Parallel have a Catch: the expression is
 * computed in the one branch of a Parallel.
 */
export function caught(value: Expr, origin: ts.Node, context: Context): Expr {
  return isInTry(context) && mayThrow(value) ? computed(value, origin, context) : value;
}

/** The value as the result of a state of its own. */
export function computed(value: Expr, origin: ts.Node, context: Context): Expr {
  const inner = new GraphBuilder(origin, context.graph);
  inner.endNamed({ kind: 'return', value }, hint(context, 'Compute', undefined), origin, undefined);
  const result = newVariable('computed', listKind);
  const to = openBlock(origin);
  context.graph.endNamed(
    { kind: 'parallel', branches: [{ entry: inner.entry }], retry: [], result, to, handler: handlerOf(context) },
    hint(context, 'TryToCompute', undefined),
    origin,
    undefined,
    to,
  );
  return index(read(result), literal(0), value.kinds);
}
