import type { Json, Machine } from '../../spec/states.ts';
import { variable as read } from '../expr.ts';
import type { Variable } from '../ir.ts';
import { mayBe, undefinedKind } from '../kinds.ts';
import type { Liveness } from '../2-schedule/liveness.ts';
import { isEnd } from '../2-schedule/place.ts';
import { slice } from '../2-schedule/slice.ts';
import type { Edge, StateGraph, StateNode } from '../2-schedule/state-graph.ts';
import { printValue } from './jsonata/print-value.ts';
import type { Surroundings } from './jsonata/surroundings.ts';
import type { VariableNames } from './names.ts';

/** What emitting one graph's states needs. */
export interface Emission {
  readonly names: ReadonlyMap<StateNode, string>;
  readonly variables: VariableNames;
  readonly live: Liveness;
  /** Emits a graph inside of a state. */
  readonly inner: (graph: StateGraph) => Machine;
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
      printValue(
        slice(instructions, read(variable)),
        surroundings(emission, 'exit'),
        mayBe(variable.kinds, undefinedKind) ? 'box' : 'null',
      ),
    ]),
  );
}

/** What a way hands to the next state. */
export function outputOf(node: StateNode, edge: Edge, emission: Emission): { Output?: Json } {
  if (edge.output === undefined) return {};
  return {
    Output: printValue(slice([...node.before, ...edge.carried], edge.output), surroundings(emission, 'exit'), 'null'),
  };
}
