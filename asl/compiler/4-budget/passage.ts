import { limits } from '../../spec/limits.ts';
import type { Variable } from '../ir.ts';
import { isEnd } from '../2-schedule/place.ts';
import { slice } from '../2-schedule/slice.ts';
import type { StateGraph, StateNode } from '../2-schedule/state-graph.ts';
import { edgesGone, firstStep, ways, type Measure, type Step } from './distances.ts';
import { eventsAround, eventsOf } from './events.ts';
import { Known, unknownValues } from './known.ts';
import { loopsIn, marksOn, type Loop } from './loops.ts';

/** The ways through a graph, as far as the events of a history allow. */
export interface Passage {
  graph: StateGraph;
  loops: Loop[];
  /** Whether any way leads to an end, however long it is. */
  canEnd: boolean;
  /** Whether a way ends without a failure. If none does, those with failures are the ways. */
  canSucceed: boolean;
  /** The cheapest that ends; undefined if none does within the limit. */
  cheapest: Step | undefined;
  /** Those that pass the limit, by the state that they pass it with: the cheapest of each. */
  beyond: ReadonlyMap<StateNode, Step>;
  /** The loops that no way within the limit leaves by their test. */
  open: ReadonlySet<Variable>;
  /** Events at least: of the cheapest way, or of what is known of all. */
  events: number;
}

/** The passages through a machine and through all that is inside of it, each worked out once. */
export class Passages {
  readonly known: Known;
  readonly top: Passage;
  readonly #passages = new Map<StateGraph, Passage>();
  readonly #events = new Map<StateNode, number>();

  constructor(graph: StateGraph) {
    this.known = new Known(graph);
    this.top = this.through(graph, eventsAround);
  }

  /** `around`: events that there are beside it in any case. */
  through(graph: StateGraph, around = 0): Passage {
    const known = this.#passages.get(graph);
    if (known !== undefined) return known;
    const measure = { known: this.known, eventsOf: (node: StateNode) => this.eventsOf(node), mayFail: false };
    const passage = passageThrough(graph, measure, around);
    this.#passages.set(graph, passage);
    return passage;
  }

  eventsOf(node: StateNode): number {
    const known = this.#events.get(node);
    if (known !== undefined) return known;
    const events = eventsOf(node, (graph) => this.through(graph).events, this.itemsOf(node));
    this.#events.set(node, events);
    return events;
  }

  /** How many items a Map has, where it is known. */
  itemsOf({ what, before }: StateNode): number | undefined {
    return what.kind === 'map' ? this.known.length(slice(before, what.items)) : undefined;
  }
}

function passageThrough(graph: StateGraph, normal: Measure, around: number): Passage {
  const canSucceed = leadsToEnd(graph, normal);
  const measure = canSucceed ? normal : { ...normal, mayFail: true };
  const canEnd = canSucceed || leadsToEnd(graph, measure);
  const loops = loopsIn(graph, measure);
  const open = new Set(loops.filter(({ isTested }) => isTested).map(({ mark }) => mark));
  const entry = { edge: graph.entry, values: measure.known.after(graph.entry.carried, unknownValues) };
  const start = firstStep(entry, around);
  const beyond = new Map<StateNode, Step>();
  const passage: Passage = { graph, loops, canEnd, canSucceed, cheapest: undefined, beyond, open, events: around };
  for (const step of ways([start], measure)) {
    if (step.events > limits.historyEvents) {
      const last = step.before!.edge.to;
      if (step.events < (beyond.get(last)?.events ?? Infinity)) beyond.set(last, step);
      continue;
    }
    for (const mark of marksOn(step.edge, false)) open.delete(mark);
    if (passage.cheapest === undefined) passage.events = step.events;
    if (step.isThrough) passage.cheapest ??= step;
    if (passage.cheapest !== undefined && open.size === 0) break;
  }
  if (passage.cheapest === undefined && beyond.size > 0)
    passage.events = Math.min(...[...beyond.values()].map(({ events }) => events));
  return passage;
}

/** How often a way goes into states, and turns in loops. */
export function countsOn(way: Step | undefined): ReadonlyMap<StateNode | Variable, number> {
  const counts = new Map<StateNode | Variable, number>();
  const count = (each: StateNode | Variable): void => {
    counts.set(each, (counts.get(each) ?? 0) + 1);
  };
  for (let step = way; step !== undefined; step = step.before) {
    // Its edge is that of the step before.
    if (!step.isThrough) marksOn(step.edge, true).forEach(count);
    if (step.before !== undefined) count(step.before.edge.to);
  }
  return counts;
}

const leadsToEnd = (graph: StateGraph, measure: Measure): boolean =>
  edgesGone(graph, measure).some(
    (edge) => isEnd(edge) || edge.to.what.kind === 'return' || (measure.mayFail && edge.to.what.kind === 'fail'),
  );
