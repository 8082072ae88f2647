import { variablesOf } from '../expr-effects.ts';
import type { Instruction, Variable } from '../ir.ts';
import { fieldsOf, graphsIn, nodesOf, type Edge, type StateGraph, type StateNode } from './state-graph.ts';

/** Which variables are read after a place, before they are written again. */
export interface Liveness {
  /** Before anything in the state, its own `before` included. */
  at: (node: StateNode) => ReadonlySet<Variable>;
  /** On leaving the state, before what the edge carries. */
  leaving: (edge: Edge) => ReadonlySet<Variable>;
}

const none: ReadonlySet<Variable> = new Set();

export function liveness(graph: StateGraph): Liveness {
  const live = new Map<StateNode, ReadonlySet<Variable>>();
  const at = (node: StateNode): ReadonlySet<Variable> => live.get(node) ?? none;
  const leaving = (edge: Edge): ReadonlySet<Variable> => through(edge.carried, afterEdge(edge, at(edge.to)));
  const nodes = nodesOf(graph).reverse();
  const own = new Map(nodes.map((node) => [node, ownUses(node)]));
  for (let changed = true; changed;) {
    changed = false;
    for (const node of nodes) {
      const after = new Set(own.get(node));
      for (const exit of node.exits) for (const variable of leaving(exit)) after.add(variable);
      const before = through(node.before, after);
      if (before.size === at(node).size) continue;
      live.set(node, before);
      changed = true;
    }
  }
  return { at, leaving };
}

/** What is read once the way has been gone. */
const afterEdge = ({ output }: Edge, live: ReadonlySet<Variable>): ReadonlySet<Variable> =>
  output === undefined ? live : new Set([...live, ...variablesOf(output)]);

/** What the state itself reads: its fields, its conditions, and what its inner graphs have from outside. */
function ownUses(node: StateNode): Set<Variable> {
  const uses = new Set<Variable>();
  for (const field of fieldsOf(node)) for (const variable of variablesOf(field)) uses.add(variable);
  for (const { condition } of node.exits)
    if (condition !== undefined) for (const variable of variablesOf(condition)) uses.add(variable);
  for (const variable of innerUses(node)) uses.add(variable);
  return uses;
}

/** What a state's inner graphs read of the variables around them. */
export function innerUses(node: StateNode): Set<Variable> {
  const uses = new Set<Variable>();
  for (const inner of graphsIn(node)) for (const variable of liveness(inner).leaving(inner.entry)) uses.add(variable);
  return uses;
}

/** Backwards over instructions: what is not read afterwards is not computed. */
function through(instructions: readonly Instruction[], after: ReadonlySet<Variable>): ReadonlySet<Variable> {
  if (instructions.length === 0) return after;
  const live = new Set(after);
  for (const { variable, value } of instructions.toReversed()) {
    if (!live.delete(variable)) continue;
    for (const used of variablesOf(value)) live.add(used);
  }
  return live;
}
