import type { Machine, State, StateMachine } from '../../spec/states.ts';
import { liveness } from '../2-schedule/liveness.ts';
import { isOnlyEnd } from '../2-schedule/place.ts';
import { nodesOf, type StateGraph, type StateNode } from '../2-schedule/state-graph.ts';
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
  const states: [string, State][] = nodesOf(graph)
    .filter((node) => !isOnlyEnd(node, graph))
    .map((node) => [names.get(node)!, emitState(node, emission)]);
  return { StartAt: names.get(graph.entry.to)!, States: Object.fromEntries(states) };
}
