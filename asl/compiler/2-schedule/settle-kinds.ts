import type { Instruction, Variable } from '../ir.ts';
import { edgesOf, graphsIn, nodesOf, type StateGraph } from './state-graph.ts';
import { liveness } from './liveness.ts';
import { neededFor } from './slice.ts';

/** A variable may be undefined only if a value that it is given may be: declarations say it of more. */
export function settleKinds(graph: StateGraph): void {
  const kinds = new Map<Variable, number>();
  collect(graph, kinds);
  for (const [variable, given] of kinds) variable.kinds = given === 0 ? variable.kinds : given;
}

function collect(graph: StateGraph, kinds: Map<Variable, number>): void {
  const live = liveness(graph);
  const add = (instructions: readonly Instruction[], after: ReadonlySet<Variable>): void => {
    for (const { variable, value } of neededFor(instructions, after))
      kinds.set(variable, (kinds.get(variable) ?? 0) | value.kinds);
  };
  for (const edge of edgesOf(graph)) add(edge.carried, live.at(edge.to));
  for (const node of nodesOf(graph)) {
    const after = new Set(node.exits.flatMap((exit) => [...live.leaving(exit)]));
    add(node.before, after);
    for (const inner of graphsIn(node)) collect(inner, kinds);
  }
}
