import type { Json, Machine, State, StateMachine } from '../../spec/states.ts';
import type { Variable } from '../ir.ts';
import { variable as read } from '../expr.ts';
import { isEnd } from '../2-schedule/place.ts';
import { liveness, type Liveness } from '../2-schedule/liveness.ts';
import { slice } from '../2-schedule/slice.ts';
import { nodesOf, type Edge, type StateGraph, type StateNode } from '../2-schedule/state-graph.ts';
import { printValue } from './jsonata/print-value.ts';
import type { Surroundings } from './jsonata/surroundings.ts';
import { emitState } from './states.ts';
import type { VariableNames } from './names.ts';

/** What emitting one graph's states needs. */
export interface Emission {
  readonly names: ReadonlyMap<StateNode, string>;
  readonly variables: VariableNames;
  readonly live: Liveness;
}

export function emitMachine(graph: StateGraph, names: ReadonlyMap<StateNode, string>, variables: VariableNames, comment: string | undefined): StateMachine {
  return { ...(comment === undefined ? {} : { Comment: comment }), QueryLanguage: 'JSONata', ...emitGraph(graph, names, variables) };
}

export function emitGraph(graph: StateGraph, names: ReadonlyMap<StateNode, string>, variables: VariableNames): Machine {
  const emission: Emission = { names, variables, live: liveness(graph) };
  const states: [string, State][] = nodesOf(graph)
    .filter((node) => !isOnlyEnd(node, graph))
    .map((node) => [names.get(node)!, emitState(node, emission)]);
  return { StartAt: names.get(graph.entry.to)!, States: Object.fromEntries(states) };
}

/** A `return` that every way to it can do itself. */
export function isOnlyEnd(node: StateNode, graph: StateGraph): boolean {
  if (node.what.kind !== 'return' || node.name.tag !== undefined || graph.entry.to === node) return false;
  return nodesOf(graph).every(({ exits }) => exits.every((exit) => exit.to !== node || exit.kind === 'next'));
}

export function surroundings({ variables }: Emission, moment: 'entry' | 'exit'): Surroundings {
  return { nameOf: (variable: Variable) => variables.of(variable), moment };
}

/** What a way assigns: what is read behind it and has a new value. */
export function assignOf(node: StateNode, edge: Edge, emission: Emission): { [name: string]: Json } | undefined {
  const instructions = [...node.before, ...edge.carried];
  const live = isEnd(edge) ? new Set<Variable>() : emission.live.at(edge.to);
  const assigned = [...new Set(instructions.map(({ variable }) => variable))].filter((variable) => live.has(variable));
  if (assigned.length === 0) return undefined;
  return Object.fromEntries(
    assigned.map((variable) => [
      emission.variables.of(variable),
      printValue(slice(instructions, read(variable)), surroundings(emission, 'exit'), (variable.kinds & 1) !== 0 ? 'box' : 'null'),
    ]),
  );
}

/** What a way hands to the next state. */
export function outputOf(node: StateNode, edge: Edge, emission: Emission): { Output?: Json } {
  if (edge.output === undefined) return {};
  return { Output: printValue(slice([...node.before, ...edge.carried], edge.output), surroundings(emission, 'exit'), 'null') };
}
