import { limits } from '../../spec/limits.ts';
import type { Expr } from '../ir.ts';
import { isEnd } from '../2-schedule/place.ts';
import type { Edge, StateGraph, StateNode } from '../2-schedule/state-graph.ts';
import { eventsOfCaught } from './events.ts';
import type { Known, Values } from './known.ts';

/** How far a way through a graph has come: over `edge`, with so many events of history behind it. */
export interface Step {
  edge: Edge;
  /** What the counted variables hold then. */
  values: Values;
  events: number;
  /** Whether it is through: `edge` is the last that it has gone. */
  isThrough: boolean;
  before: Step | undefined;
}

/** What ways are measured by. */
export interface Measure {
  known: Known;
  eventsOf: (node: StateNode) => number;
  /** Whether ways are gone that only a failure takes, and whether a Fail is an end. */
  mayFail: boolean;
}

/** States that one search looks at, at most: what it has found until then is sure, and that there is no more is not. */
const mostSteps = 25_000;

/** The first step of a way. */
export const firstStep = (way: Pick<Step, 'edge' | 'values'>, events = 0): Step => ({
  ...way,
  events,
  isThrough: false,
  before: undefined,
});

/**
 * All ways from the starts, the cheapest first; only the first that comes to a state with the same known values goes on. A way that passes the events
 * of a history ends with the step that does. Dijkstra's algorithm: events are small whole numbers, so that lists by their number are its queue.
 */
export function* ways(starts: readonly Step[], measure: Measure): Generator<Step, void, undefined> {
  const beyond = limits.historyEvents + 1;
  const queue: Step[][] = [];
  for (const start of starts) (queue[start.events] ??= []).push(start);
  const seen = new Map<StateNode, Set<unknown>>();
  let steps = 0;
  for (let events = 0; events < queue.length; events += 1) {
    for (const step of queue[events] ?? []) {
      yield step;
      const { to } = step.edge;
      if (step.isThrough || events === beyond || !isNew(to, step.values, seen)) continue;
      if ((steps += 1) > mostSteps) return;
      for (const next of nextOf(step, measure)) (queue[Math.min(next.events, beyond)] ??= []).push(next);
    }
  }
}

function isNew(node: StateNode, values: Values, seen: Map<StateNode, Set<unknown>>): boolean {
  const key = values.length > 1 ? JSON.stringify(values) : values[0];
  const keys = seen.get(node) ?? new Set();
  seen.set(node, keys);
  return keys.size < keys.add(key).size;
}

function* nextOf(before: Step, measure: Measure): Generator<Step, void, undefined> {
  const { to } = before.edge;
  const isFailure = to.what.kind === 'fail';
  if (isEnd(before.edge) || to.what.kind === 'return' || (isFailure && measure.mayFail)) {
    yield {
      ...before,
      events: before.events + (isEnd(before.edge) ? 0 : measure.eventsOf(to)),
      isThrough: true,
      before,
    };
    return;
  }
  if (isFailure) return;
  for (const { edge, values } of exitsOf(to, before.values, measure)) {
    const events = edge.kind === 'catch' ? eventsOfCaught(to) : measure.eventsOf(to);
    yield { edge, values, events: before.events + events, isThrough: false, before };
  }
}

/** The ways out of a state that may be taken where the counted variables hold these values, and what they hold then. */
export function* exitsOf(
  { before, exits }: StateNode,
  values: Values,
  { known, mayFail }: Measure,
): Generator<Pick<Step, 'edge' | 'values'>, void, undefined> {
  const inside = known.after(before, values);
  const untrue: Expr[] = [];
  for (const edge of exits) {
    if (edge.kind === 'catch' && !mayFail) continue;
    const at = { values: inside, untrue };
    const holds = edge.condition === undefined ? undefined : known.value(edge.condition, at);
    if (holds === false) continue;
    yield { edge, values: known.after(edge.carried, inside) };
    if (holds === true) return;
    // A rule is asked only if the rules before it do not hold.
    if (edge.condition !== undefined) untrue.push(known.open(edge.condition, at));
  }
}

/** The edges that a way can take, whatever is known of values. */
export function edgesGone(graph: StateGraph, { mayFail }: Pick<Measure, 'mayFail'>): Edge[] {
  const edges = [graph.entry];
  const seen = new Set<StateNode>();
  for (const { to } of edges) {
    if (seen.has(to)) continue;
    seen.add(to);
    edges.push(...to.exits.filter(({ kind }) => mayFail || kind !== 'catch'));
  }
  return edges;
}
