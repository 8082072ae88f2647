import type ts from 'typescript';
import { limits } from '../../spec/limits.ts';
import {
  definitionTooLarge,
  eventsMayPass,
  eventsPass,
  moreThanAtOnce,
  valueTooLarge,
  waitTooLong,
} from '../diagnostics/budget.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Expr, Instruction } from '../ir.ts';
import { liveness } from '../2-schedule/liveness.ts';
import { isEnd } from '../2-schedule/place.ts';
import { slice } from '../2-schedule/slice.ts';
import { edgesOf, fieldsOf, graphsIn, nodesOf, type StateGraph, type StateNode } from '../2-schedule/state-graph.ts';
import { repeatsOf, type Budget } from './budget.ts';
import { causeOf, longLoopOn, mapOf, shareOf, type Cause } from './cause.ts';
import { Passages, type Passage } from './passage.ts';
import { Payload } from './payload.ts';

/** What a scheduled machine is checked with. */
export interface Checked {
  graph: StateGraph;
  names: ReadonlyMap<StateNode, string>;
  /** Of the whole workflow. */
  origin: ts.Node;
  /** Bytes of UTF-8 of the definition that it has become. */
  definitionBytes: number;
  report: Report;
}

/** Works out what is known of AWS's limits, and reports where they are passed or may be. */
export function checkBudget({ graph, names, origin, definitionBytes, report }: Checked): Budget {
  const passages = new Passages(graph);
  if (definitionBytes > limits.definitionBytes) report(definitionTooLarge, origin, definitionBytes);
  checkEvents(passages, origin, report);
  const payloadBytes = checkStates(graph, passages, report);
  return { events: passages.top.cheapest?.events, repeats: repeatsOf(passages, names), payloadBytes, definitionBytes };
}

function checkEvents(passages: Passages, origin: ts.Node, report: Report): void {
  const { top } = passages;
  const [first] = top.beyond.values();
  if (top.cheapest !== undefined || !top.canEnd || first === undefined) {
    checkOptional(top, passages, report);
    return;
  }
  const cause = causeOf(first, top, passages);
  const run = top.canSucceed ? 'every run without a failure' : 'every run';
  const where = cause === undefined ? '' : `, most of them in this ${cause.what}: ${shareOf(cause)}`;
  report(eventsPass, cause?.origin ?? origin, run, where);
}

/** What no run has to go through to its end, but passes the limit if one does; also in graphs inside. */
function checkOptional(passage: Passage, passages: Passages, report: Report): void {
  const endless = passage.canEnd ? undefined : passage.loops.find(({ isTested }) => !isTested);
  if (endless?.events !== undefined) {
    const where = `, as nothing ends this loop: ${shareOf({ what: 'loop', each: endless.events })}`;
    report(eventsPass, endless.origin, 'whatever comes here', where);
  }
  const mayPass = (cause: Cause | undefined): void => {
    if (cause !== undefined) report(eventsMayPass, cause.origin, cause.what, shareOf(cause));
  };
  for (const step of passage.beyond.values()) mayPass(longLoopOn(step, passage));
  for (const node of nodesOf(passage.graph)) {
    const inner = graphsIn(node).map((graph) => passages.through(graph));
    // Where one iteration is too much already, what is inside says so.
    if (passages.eventsOf(node) > limits.historyEvents && inner.every(({ cheapest }) => cheapest !== undefined))
      mayPass(mapOf(node, passages));
    for (const each of inner) checkOptional(each, passages, report);
  }
}

/** Waits, Maps and what is written out. @returns bytes of UTF-8 of the largest value that is */
function checkStates(graph: StateGraph, passages: Passages, report: Report): number {
  const payload = new Payload(passages.known);
  let largest = 0;
  const isTooLarge = (value: Expr): boolean => payload.leastBytes(value) > limits.payloadBytes;
  const visit = (inner: StateGraph): void => {
    for (const node of nodesOf(inner)) {
      checkWait(node, passages, report);
      checkConcurrency(node, passages, report);
      for (const field of fieldsOf(node)) {
        const bytes = payload.leastBytes(slice(node.before, field));
        largest = Math.max(largest, bytes);
        if (bytes > limits.payloadBytes) report(valueTooLarge, node.origin, bytes);
      }
      graphsIn(node).forEach(visit);
    }
    for (const { value, origin } of assignedIn(inner, isTooLarge))
      report(valueTooLarge, origin, payload.leastBytes(value));
  };
  visit(graph);
  return largest;
}

/** What states set variables to. Few machines have one such value: what is read behind a place is not worked out without. */
function assignedIn(graph: StateGraph, concerns: (value: Expr) => boolean): Instruction[] {
  const edges = edgesOf(graph).filter((edge) => !isEnd(edge) && edge.carried.some(({ value }) => concerns(value)));
  if (edges.length === 0) return [];
  const live = liveness(graph);
  return edges.flatMap(({ carried, to }) =>
    carried.filter(({ variable, value }) => concerns(value) && live.at(to).has(variable)),
  );
}

function checkWait({ what, before, origin }: StateNode, { known }: Passages, report: Report): void {
  const seconds = what.kind === 'wait' ? known.value(slice(before, what.seconds)) : undefined;
  if (typeof seconds === 'number' && seconds > limits.executionSeconds) report(waitTooLong, origin, seconds);
}

/** Without a limit of its own a Map asks for all of its items at once. */
function checkConcurrency(node: StateNode, passages: Passages, report: Report): void {
  if (node.what.kind !== 'map') return;
  const items = passages.itemsOf(node) ?? Infinity;
  const limit = passages.known.value(slice(node.before, node.what.concurrency));
  if (typeof limit !== 'number') return;
  const atOnce = Math.min(items, limit === 0 ? Infinity : limit);
  // A list of a size that nobody knows, and no limit: few of them are meant to be long.
  if (atOnce > limits.inlineMapConcurrency && atOnce < Infinity) report(moreThanAtOnce, node.origin, atOnce);
}
