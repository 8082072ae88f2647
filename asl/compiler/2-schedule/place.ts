import { isStable, mayThrow, variablesOf } from '../expr-effects.ts';
import type { Expr, Instruction, Variable } from '../ir.ts';
import { source, variable as read } from '../expr.ts';
import { numberKind } from '../kinds.ts';
import { innerUses, liveness, type Liveness } from './liveness.ts';
import { neededFor, slice } from './slice.ts';
import { edgesOf, fieldsOf, graphsIn, nodesOf, type Edge, type StateGraph, type StateNode } from './state-graph.ts';
import { substituteInGraph } from './substitute-in-graph.ts';
import { passNode } from './pass-node.ts';

/** Gives every instruction its place: on the ways into its state, in the state itself, or, where neither can hold it, in a Pass. */
export function placeInstructions(graph: StateGraph): void {
  moveToEdges(graph);
  settleEntry(graph);
  for (const node of nodesOf(graph)) for (const inner of graphsIn(node)) placeInstructions(inner);
  settleInnerReads(graph);
  const live = liveness(graph);
  for (const node of nodesOf(graph)) {
    const isCaught = node.exits.some(({ kind }) => kind === 'catch');
    for (const exit of node.exits) splitEdge(exit, live.at, isCaught);
  }
}

/** What others read later is assigned on the ways into the state; what only the state reads stays with it. */
function moveToEdges(graph: StateGraph): void {
  const live = liveness(graph);
  const moves = new Map(nodesOf(graph).map((node) => [node, movingFrom(node, live)]));
  const edges = edgesOf(graph);
  for (const edge of edges) edge.carried = [...edge.carried, ...(moves.get(edge.to)?.moved ?? [])];
  for (const [node, { kept }] of moves) node.before = kept;
}

/** All of them move if any that moves depends on them; those that the state alone needs stay as well. */
function movingFrom(node: StateNode, live: Liveness): { moved: Instruction[]; kept: Instruction[] } {
  const { before } = node;
  if (before.length === 0 || isLast(node)) return { moved: [], kept: before };
  const later = new Set<Variable>(innerUses(node));
  for (const exit of node.exits) for (const variable of live.leaving(exit)) later.add(variable);
  const kept: Instruction[] = [];
  const written = new Set<Variable>();
  for (const [index, instruction] of [...before.entries()].reverse()) {
    const { variable, value } = instruction;
    // What the state computes anew must not have been read before: it would be computed twice.
    const isOwn =
      !later.has(variable) &&
      !written.has(variable) &&
      !before.slice(0, index + 1).some((each) => variablesOf(each.value).has(variable));
    if (isOwn && isStable(value) && ![...variablesOf(value)].some((used) => written.has(used)))
      kept.unshift(instruction);
    else written.add(variable);
  }
  return { moved: before, kept };
}

const isLast = ({ what }: StateNode): boolean => what.kind === 'return' || what.kind === 'fail';

/** Nothing comes before the first state: it computes what it needs, unless something else leads to it as well. */
function settleEntry(graph: StateGraph): void {
  const { entry } = graph;
  if (entry.carried.length === 0) return;
  const needed = neededFor(entry.carried, liveness(graph).at(entry.to));
  const others = nodesOf(graph).some(({ exits }) => exits.some((exit) => exit.to === entry.to));
  if (needed.length > 0 && others && handOn(entry, needed, graph)) return;
  const isDone = needed.every(({ value }) => isRepeatable(value)) && failsFirst(entry, needed);
  if (needed.length > 0 && (others || !isDone)) {
    insertPass(entry);
    return;
  }
  entry.to.before = [...entry.carried.map(atEntry), ...entry.to.before];
  entry.carried = [];
}

/** What may fail has to do so before the state does anything: where its own fields need it. */
function failsFirst({ carried, to }: Edge, needed: readonly Instruction[]): boolean {
  if (to.what.kind !== 'task' && to.what.kind !== 'map' && to.what.kind !== 'parallel') return true;
  const own = new Set(fieldsOf(to).flatMap((field) => neededFor(carried, variablesOf(field))));
  return needed.every((instruction) => own.has(instruction) || !mayThrow(instruction.value));
}

/** A loop that begins an iteration: whoever leads back to its first state hands the item on, and it is there again. */
function handOn(entry: Edge, needed: readonly Instruction[], graph: StateGraph): boolean {
  const item = needed.find(({ value }) => value.op === 'source' && value.source === 'iteration');
  if (item === undefined || !needed.every(({ value }) => isFromOutside(value))) return false;
  const others = edgesOf(graph).filter((edge) => edge !== entry);
  const rewritten = new Set(
    [...others.flatMap(({ carried }) => carried), ...nodesOf(graph).flatMap(({ before }) => before)].map(
      ({ variable }) => variable,
    ),
  );
  if (needed.some(({ variable }) => rewritten.has(variable))) return false;
  for (const edge of others) if (edge.to === entry.to) edge.output = read(item.variable);
  entry.to.before = [...needed, ...entry.to.before];
  entry.carried = [];
  return true;
}

const isFromOutside = (value: Expr): boolean =>
  value.op === 'literal' ||
  (value.op === 'source' && (value.source === 'iteration' || everywhere.has(value.source))) ||
  (value.op === 'member' && isFromOutside(value.object));

/** A new id each time cannot be computed twice; the time when the state was entered can. */
const isRepeatable = (value: Expr): boolean => isStable(value) || (value.op === 'source' && value.source === 'now');

const atEntry = (instruction: Instruction): Instruction =>
  instruction.value.op === 'source' && instruction.value.source === 'now'
    ? { ...instruction, value: source('entered', numberKind) }
    : instruction;

/** States inside a Map or Parallel cannot see what the state itself computes: it is written out there, or assigned before. */
function settleInnerReads(graph: StateGraph): void {
  for (const node of nodesOf(graph)) {
    if (node.before.length === 0 || graphsIn(node).length === 0) continue;
    const own = new Set(node.before.map(({ variable }) => variable));
    const read = [...innerUses(node)].filter((variable) => own.has(variable));
    if (read.length === 0) continue;
    const values = new Map(read.map((variable) => [variable, slice(node.before, asRead(variable))]));
    if ([...values.values()].every(isEverywhere)) for (const inner of graphsIn(node)) substituteInGraph(inner, values);
    else assignBefore(node, graph);
  }
}

const asRead = (variable: Variable): Expr => read(variable);

const largestCopy = 200;

/** Whether a value is the same wherever it is read in the execution, and short enough to be written again. */
function isEverywhere(value: Expr): boolean {
  const text = JSON.stringify(value);
  const sources = [...text.matchAll(/"source":"(\w+)"/g)].map(([, name]) => name!);
  return (
    text.length < largestCopy * 10 && variablesOf(value).size === 0 && sources.every((name) => everywhere.has(name))
  );
}
const everywhere: ReadonlySet<string> = new Set(['input', 'workflowId', 'runId', 'workflowType', 'startTime']);

function assignBefore(node: StateNode, graph: StateGraph): void {
  const incoming = edgesOf(graph).filter((edge) => edge.to === node);
  const pass = passNode(node.before, node);
  node.before = [];
  for (const edge of incoming) edge.to = pass;
}

/** Cuts a way in two by a Pass where one Assign cannot hold all of it. */
function splitEdge(edge: Edge, at: Liveness['at'], isCaught: boolean): void {
  const live = at(edge.to);
  const assigned = isEnd(edge)
    ? []
    : edge.carried.filter(({ variable }, index) => live.has(variable) && isFinal(edge.carried, index));
  const readers = [...assigned.map(({ variable }) => read(variable)), ...outputsOf(edge)];
  const unsettled = edge.carried.findIndex(
    (instruction) => !isStable(instruction.value) && countReaders(edge, instruction, readers) > 1,
  );
  if (unsettled >= 0) {
    splitEdge(cut(edge, unsettled + 1), at, false);
    return;
  }
  if (edge.kind === 'next' && isCaught && readers.some((reader) => mayThrow(slice(edge.carried, reader))))
    cut(edge, giving(edge));
}

/** The result itself is assigned by the state that gives it. */
const giving = ({ carried }: Edge): number => (carried[0]?.value.op === 'source' ? 1 : 0);

const isFinal = (carried: readonly Instruction[], index: number): boolean =>
  !carried.slice(index + 1).some(({ variable }) => variable === carried[index]!.variable);

/** Whether the state itself can end the execution on this way. */
export const isEnd = (edge: Edge): boolean =>
  edge.kind === 'next' && edge.to.what.kind === 'return' && edge.to.name.tag === undefined;

/** What a state gives as its output when the way leads to the end. */
function outputsOf(edge: Edge): Expr[] {
  if (!isEnd(edge)) return [];
  return fieldsOf(edge.to).map((field) => slice(edge.to.before, field));
}

/** How many of the expressions written on the way would compute the instruction again. */
function countReaders(edge: Edge, instruction: Instruction, readers: readonly Expr[]): number {
  return readers.filter((reader) => neededFor(edge.carried, variablesOf(reader)).includes(instruction)).length;
}

/** Gives the way out of the state in between. */
function cut(edge: Edge, at: number): Edge {
  const rest = edge.carried.slice(at);
  const pass = passNode([], edge.to);
  pass.exits[0]!.carried = rest;
  edge.carried = edge.carried.slice(0, at);
  edge.to = pass;
  return pass.exits[0]!;
}

function insertPass(entry: Edge): void {
  const pass = passNode([], entry.to);
  pass.exits[0]!.carried = entry.carried;
  entry.carried = [];
  entry.to = pass;
}

/** What becomes a state of its own: all but a `return` that every way to it can do itself. */
export function statesOf(graph: StateGraph): StateNode[] {
  const nodes = nodesOf(graph);
  const entered = new Set(edgesOf(graph).flatMap(({ kind, to }) => (kind === 'next' ? [] : [to])));
  return nodes.filter((node) => node.what.kind !== 'return' || node.name.tag !== undefined || entered.has(node));
}
