import type ts from 'typescript';
import { limits } from '../../spec/limits.ts';
import type { Instruction, Variable } from '../ir.ts';
import { isEnd } from '../2-schedule/place.ts';
import { slice } from '../2-schedule/slice.ts';
import type { Edge, StateGraph, StateNode } from '../2-schedule/state-graph.ts';
import { stepOver, ways, type Measure, type Step } from './distances.ts';
import { eventsAround, eventsOf } from './events.ts';
import { Known, unknownValues } from './known.ts';

/** A loop of the source in a graph. */
export interface Loop {
  origin: ts.Node;
  mark: Variable;
  /** The ways that begin a further turn. */
  turns: Edge[];
  /** Whether a test of its own ends it, on a way that is gone. */
  isTested: boolean;
  /** Events of a turn at least; undefined if none is ever followed by another. */
  events: number | undefined;
}

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
  const beyond = new Map<StateNode, Step>();
  const passage: Passage = { graph, loops, canEnd, canSucceed, cheapest: undefined, beyond, open, events: around };
  for (const step of ways([{ ...stepOver(graph.entry, unknownValues, measure.known), events: around }], measure)) {
    if (step.events > limits.historyEvents) {
      const last = step.before?.edge.to;
      if (last !== undefined && !beyond.has(last)) beyond.set(last, step);
    } else {
      for (const mark of marksOn(step.edge, false)) open.delete(mark);
      if (step.isThrough) passage.cheapest ??= step;
    }
    if (passage.cheapest === undefined) passage.events = step.events;
    else {
      passage.events = passage.cheapest.events;
      if (open.size === 0) break;
    }
  }
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

const isMark = ({ variable, value }: Instruction, isTurn: boolean): boolean =>
  variable.marks !== undefined && value.op === 'literal' && value.value === isTurn;

const marksOn = ({ carried }: Edge, isTurn: boolean): Variable[] =>
  carried.filter((instruction) => isMark(instruction, isTurn)).map(({ variable }) => variable);

/** Where tests have been folded, the way that ends a turn may end the loop as well. */
const beginsTurn = ({ carried }: Edge, mark: Variable): boolean =>
  carried.some((each) => isMark(each, true) && each === carried.findLast(({ variable }) => variable === mark));

function loopsIn(graph: StateGraph, measure: Measure): Loop[] {
  const loops = new Map<Variable, Loop>();
  const loopOf = (mark: Variable): Loop => {
    const known = loops.get(mark) ?? { origin: mark.marks!, mark, turns: [], isTested: false, events: undefined };
    loops.set(mark, known);
    return known;
  };
  for (const edge of edgesGone(graph, { mayFail: true }))
    for (const mark of new Set(marksOn(edge, true))) if (beginsTurn(edge, mark)) loopOf(mark).turns.push(edge);
  for (const edge of edgesGone(graph, measure)) for (const mark of marksOn(edge, false)) loopOf(mark).isTested = true;
  for (const loop of loops.values()) loop.events = eventsOfTurn(loop, measure);
  return [...loops.values()].filter(({ turns }) => turns.length > 0);
}

/** From the begin of a turn to that of the next one: without a failure if that can be. */
function eventsOfTurn({ mark, turns }: Loop, measure: Measure): number | undefined {
  const starts = turns.map((turn) => stepOver(turn, unknownValues, measure.known));
  for (const mayFail of measure.mayFail ? [true] : [false, true])
    for (const { edge, events, before } of ways(starts, { ...measure, mayFail }))
      if (before !== undefined && marksOn(edge, true).includes(mark)) return events;
  return undefined;
}

const leadsToEnd = (graph: StateGraph, measure: Measure): boolean =>
  edgesGone(graph, measure).some(
    (edge) => isEnd(edge) || edge.to.what.kind === 'return' || (measure.mayFail && edge.to.what.kind === 'fail'),
  );

/** The edges that a way can take, whatever is known of values. */
function edgesGone(graph: StateGraph, { mayFail }: Pick<Measure, 'mayFail'>): Edge[] {
  const edges = [graph.entry];
  const seen = new Set<StateNode>();
  for (const { to } of edges) {
    if (seen.has(to)) continue;
    seen.add(to);
    edges.push(...to.exits.filter(({ kind }) => mayFail || kind !== 'catch'));
  }
  return edges;
}
