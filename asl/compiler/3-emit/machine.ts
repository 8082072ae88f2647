import type { Machine, State, StateMachine } from '../../spec/states.ts';
import { liveness } from '../2-schedule/liveness.ts';
import { statesOf } from '../2-schedule/place.ts';
import type { StateGraph, StateNode } from '../2-schedule/state-graph.ts';
import type { Emission } from './emission.ts';
import type { VariableNames } from './names.ts';
import { emitState } from './states.ts';

export function emitMachine(
  graph: StateGraph,
  names: ReadonlyMap<StateNode, string>,
  variables: VariableNames,
  comment: string | undefined,
): StateMachine {
  return {
    ...(comment === undefined ? {} : { Comment: comment }),
    QueryLanguage: 'JSONata',
    ...emitGraph(graph, names, variables),
  };
}

function emitGraph(graph: StateGraph, names: ReadonlyMap<StateNode, string>, variables: VariableNames): Machine {
  const emission: Emission = {
    names,
    variables,
    live: liveness(graph),
    inner: (inner) => emitGraph(inner, names, variables),
  };
  const states = statesOf(graph).map((node): [string, State] => [names.get(node)!, emitState(node, emission)]);
  return { StartAt: names.get(graph.entry.to)!, States: Object.fromEntries(states) };
}
