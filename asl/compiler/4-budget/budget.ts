import { limits } from '../../spec/limits.ts';
import { graphsIn, nodesOf, type StateNode } from '../2-schedule/state-graph.ts';
import { eventsAroundIteration } from './events.ts';
import type { Loop } from './loops.ts';
import { countsOn, type Passage, type Passages } from './passage.ts';

/**
 * What a machine needs of AWS's limits, as far as its source tells.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export interface Budget {
  /**
   * Events of history of the cheapest run that ends without a failure, or with one if none does without; 25,000 are allowed. Retries do not
   * count, and what nothing is known of is none: a list has no items, a condition holds or not as it is cheaper. Undefined: no run ends.
   */
  events: number | undefined;
  /** Every loop and every Map, also those inside of others. */
  repeats: Repeat[];
  /** Bytes of UTF-8 of the largest value that the source writes out for a state to pass on; 262,144 are allowed. */
  payloadBytes: number;
  /** Bytes of UTF-8 of the definition as JSON without blanks; 1,048,576 are allowed. */
  definitionBytes: number;
}

export interface Repeat {
  kind: 'loop' | 'map';
  /** The Map, or the state that a further turn of the loop begins with. */
  state: string;
  /** Events of history of a turn or an iteration, at least. */
  events: number;
  /** How many turns or iterations fit into one execution in which all else takes the least, also if others around repeat them. */
  fits: number;
  /** A Map's items; undefined where they are not known. */
  items?: number | undefined;
  /** A Map's MaxConcurrency, 0 for none; undefined where it is not known. */
  concurrency?: number | undefined;
}

/** An execution that goes through a graph. */
interface Run {
  /** Events of all of it, at least. */
  events: number;
  /** How often it goes through. */
  times: number;
}

/** `passages` of a machine whose states have these `names`. */
export function repeatsOf(passages: Passages, names: ReadonlyMap<StateNode, string>): Repeat[] {
  const repeats: Repeat[] = [];
  const visit = (passage: Passage, run: Run): void => {
    const counts = countsOn(passage.cheapest);
    const fitting = (events: number, counted: number): number =>
      counted + Math.max(0, Math.floor((limits.historyEvents - run.events) / events));
    for (const loop of passage.loops) {
      const state = stateOf(loop, names);
      if (loop.events === undefined || state === undefined) continue;
      const fits = fitting(loop.events, run.times * (counts.get(loop.mark) ?? 0));
      repeats.push({ kind: 'loop', state, events: loop.events, fits });
    }
    for (const node of nodesOf(passage.graph)) {
      const times = run.times * (counts.get(node) ?? 0);
      if (node.what.kind !== 'map') {
        for (const inner of graphsIn(node)) visit(passages.through(inner), { ...run, times });
        continue;
      }
      const inner = passages.through(node.what.body);
      const events = eventsAroundIteration + inner.events;
      const items = passages.itemsOf(node);
      const counted = times * (items ?? 0);
      const concurrency = passages.known.value(node.what.concurrency);
      repeats.push({
        kind: 'map',
        state: names.get(node)!,
        events,
        fits: fitting(events, counted),
        items,
        concurrency: typeof concurrency === 'number' ? concurrency : undefined,
      });
      visit(inner, counted > 0 ? { ...run, times: counted } : { events: run.events + events, times: 1 });
    }
  };
  visit(passages.top, { events: passages.top.events, times: 1 });
  return repeats;
}

/** The loop's own test, if a turn begins with that. */
function stateOf({ turns, origin }: Loop, names: ReadonlyMap<StateNode, string>): string | undefined {
  const named = turns.map(({ edge }) => edge.to).filter((node) => names.has(node));
  const first = named.find((node) => node.origin === origin) ?? named[0];
  return first && names.get(first);
}
