import type ts from 'typescript';
import { limits } from '../../spec/limits.ts';
import { graphsIn, type StateNode } from '../2-schedule/state-graph.ts';
import { eventsAround, eventsAroundIteration } from './events.ts';
import { countsOn, type Passage, type Passages } from './passage.ts';
import type { Step } from './distances.ts';

/** What takes most of the events of a way. */
export interface Cause {
  what: 'loop' | 'Map';
  origin: ts.Node;
  /** Events of a turn or an iteration, at least. */
  each: number;
}

interface Candidate extends Cause {
  /** All that it takes of the way. */
  events: number;
}

/** The loop or Map that makes a way pass the limit; nothing, if states do that are only many. */
export function causeOf(step: Step, passage: Passage, passages: Passages): Cause | undefined {
  const candidates = loopsOn(step, passage);
  for (const [node, visits] of countsOn(step)) {
    if (!('what' in node)) continue;
    const events = visits * passages.eventsOf(node);
    const inner = causeInside(node, passages) ?? mapOf(node, passages);
    if (inner !== undefined) candidates.push({ ...inner, events });
  }
  return costliest(candidates);
}

/** The loop that makes a way pass the limit, and that no way within it leaves by its test. */
export const longLoopOn = (step: Step, passage: Passage): Cause | undefined =>
  costliest(loopsOn(step, { loops: passage.loops.filter(({ mark }) => passage.open.has(mark)) }));

export function mapOf(node: StateNode, passages: Passages): Cause | undefined {
  if (node.what.kind !== 'map') return undefined;
  return { what: 'Map', origin: node.origin, each: eventsAroundIteration + passages.through(node.what.body).events };
}

function loopsOn(step: Step, { loops }: Pick<Passage, 'loops'>): Candidate[] {
  const counts = countsOn(step);
  return loops.flatMap(({ mark, origin, events }) => {
    const turns = counts.get(mark);
    return events === undefined || turns === undefined
      ? []
      : [{ what: 'loop', origin, each: events, events: turns * events }];
  });
}

/** Of loops in each other, which take about the same, the outermost. */
function costliest(candidates: readonly Candidate[]): Candidate | undefined {
  const most = Math.max(...candidates.map(({ events }) => events));
  return candidates.filter(({ events }) => events > most / 2).sort((left, right) => right.each - left.each)[0];
}

/** Of a branch or an iteration that has no way of its own within the limit. */
function causeInside(node: StateNode, passages: Passages): Cause | undefined {
  for (const graph of graphsIn(node)) {
    const inner = passages.through(graph);
    const [first] = inner.beyond.values();
    if (inner.cheapest === undefined && first !== undefined) return causeOf(first, inner, passages);
  }
  return undefined;
}

/** For a message. */
export function shareOf({ what, each }: Pick<Cause, 'what' | 'each'>): string {
  const fits = Math.floor((limits.historyEvents - eventsAround) / each);
  const once = what === 'loop' ? 'a turn' : 'an iteration';
  return `${once} takes at least ${grouped(each)}, so that at most ${grouped(fits)} fit`;
}

const grouped = (count: number): string => count.toLocaleString('en-US');
