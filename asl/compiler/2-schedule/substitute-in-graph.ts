import type { Expr, Instruction, Variable } from '../ir.ts';
import { substitute } from './substitute-variables.ts';
import { edgesOf, graphsIn, nodesOf, type StateGraph, type What } from './state-graph.ts';

/** Writes values in the place of variables, everywhere in a graph and in those inside of it. */
export function substituteInGraph(graph: StateGraph, known: ReadonlyMap<Variable, Expr>): void {
  const settled = (expr: Expr): Expr => substitute(expr, known);
  const all = (list: Instruction[]): Instruction[] =>
    list.map((instruction) => ({ ...instruction, value: settled(instruction.value) }));
  for (const edge of edgesOf(graph)) {
    edge.carried = all(edge.carried);
    if (edge.condition !== undefined) edge.condition = settled(edge.condition);
  }
  for (const node of nodesOf(graph)) {
    node.before = all(node.before);
    node.what = whatWith(node.what, settled);
    for (const inner of graphsIn(node)) substituteInGraph(inner, known);
  }
}

function whatWith(what: What, settled: (expr: Expr) => Expr): What {
  switch (what.kind) {
    case 'task': {
      const { action } = what;
      const input = action.input && settled(action.input);
      return {
        ...what,
        action:
          action.kind === 'child'
            ? { ...action, input, name: action.name && settled(action.name) }
            : { ...action, input },
      };
    }
    case 'map':
      return { ...what, items: settled(what.items), concurrency: settled(what.concurrency) };
    case 'wait':
      return { ...what, seconds: settled(what.seconds) };
    case 'return':
      return { ...what, value: settled(what.value) };
    case 'fail':
      return { ...what, error: settled(what.error), cause: settled(what.cause) };
    default:
      return what;
  }
}
