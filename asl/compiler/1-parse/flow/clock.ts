import type ts from 'typescript';
import { source, variable } from '../../expr.ts';
import type { Block, Expr, Variable } from '../../ir.ts';
import { numberKind } from '../../kinds.ts';
import { newVariable, type Context } from './context.ts';

/** Temporal's clock stands still between awaits, so one reading serves all of them: here, all within a block. */
const readings = new WeakMap<Block, Variable>();

export function readClock(node: ts.Node, { graph }: Context): Expr {
  let reading = readings.get(graph.current);
  if (reading === undefined) {
    reading = newVariable('now', numberKind);
    graph.assign(reading, source('now', numberKind), node);
    readings.set(graph.current, reading);
  }
  return variable(reading);
}
