import type { StateGraph, StateNode } from '../2-schedule/state-graph.ts';

/** Of an execution itself: it starts, and it ends. */
export const eventsAround = 2;
/** Of an iteration itself: it starts, and it succeeds. */
export const eventsAroundIteration = 2;
/** At least, of a state that fails and is left by a catcher: a Task is scheduled and started, a Map or Parallel may only start. */
export const eventsOfCaught = ({ what }: StateNode): number => (what.kind === 'task' ? 5 : 4);

/**
 * Events that a visit to a state adds to the history if nothing in it is tried again: entered and exited, and what happens between.
 * A Map and a Parallel start and succeed; a Task is scheduled, started and succeeds; one that waits for an execution is submitted too.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 *
 * @param inner the least of an iteration or a branch
 * @param items how many a Map has; undefined counts as none
 */
export function eventsOf({ what }: StateNode, inner: (graph: StateGraph) => number, items: number | undefined): number {
  switch (what.kind) {
    case 'task':
      return what.action.kind === 'child' && what.action.waits ? 6 : 5;
    case 'map':
      return 4 + (items === undefined ? 0 : items * (eventsAroundIteration + inner(what.body)));
    case 'parallel':
      return 4 + what.branches.reduce((sum, branch) => sum + inner(branch), 0);
    case 'fail':
      return 1; // nothing leaves it
    default:
      return 2;
  }
}
