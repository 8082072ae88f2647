import type ts from 'typescript';
import type { Instruction, Variable } from '../ir.ts';
import { nodesOf, type Edge, type StateGraph } from '../2-schedule/state-graph.ts';
import { edgesGone, exitsOf, firstStep, ways, type Measure, type Step } from './distances.ts';
import { unknownValues } from './known.ts';

/** A loop of the source in a graph. */
export interface Loop {
  origin: ts.Node;
  mark: Variable;
  /** The first steps of further turns. */
  turns: Step[];
  /** Whether a test of its own ends it, on a way that is gone. */
  isTested: boolean;
  /** Events of a turn at least; undefined if none is ever followed by another. */
  events: number | undefined;
}

const isMark = ({ variable, value }: Instruction, isTurn: boolean): boolean =>
  variable.marks !== undefined && value.op === 'literal' && value.value === isTurn;

/** The loops whose turn, or whose end by their test, a way over an edge begins. */
export const marksOn = ({ carried }: Edge, isTurn: boolean): Variable[] =>
  carried.filter((instruction) => isMark(instruction, isTurn)).map(({ variable }) => variable);

/** Where tests have been folded, the way that ends a turn may end the loop as well. */
const beginsTurn = ({ carried }: Edge, mark: Variable): boolean =>
  carried.some((each) => isMark(each, true) && each === carried.findLast(({ variable }) => variable === mark));

/** Those that a turn can follow another in. */
export function loopsIn(graph: StateGraph, measure: Measure): Loop[] {
  const loops = new Map<Variable, Loop>();
  const loopOf = (mark: Variable): Loop => {
    const known = loops.get(mark) ?? { origin: mark.marks!, mark, turns: [], isTested: false, events: undefined };
    loops.set(mark, known);
    return known;
  };
  for (const node of nodesOf(graph))
    for (const way of exitsOf(node, unknownValues, { ...measure, mayFail: true }))
      for (const mark of new Set(marksOn(way.edge, true)))
        if (beginsTurn(way.edge, mark)) loopOf(mark).turns.push(firstStep(way));
  for (const edge of edgesGone(graph, measure)) for (const mark of marksOn(edge, false)) loopOf(mark).isTested = true;
  for (const loop of loops.values()) loop.events = eventsOfTurn(loop, measure);
  return [...loops.values()].filter(({ turns }) => turns.length > 0);
}

/** From the begin of a turn to that of the next one: without a failure if that can be. */
function eventsOfTurn({ mark, turns }: Loop, measure: Measure): number | undefined {
  for (const mayFail of measure.mayFail ? [true] : [false, true])
    for (const { edge, events, before } of ways(turns, { ...measure, mayFail }))
      if (before !== undefined && marksOn(edge, true).includes(mark)) return events;
  return undefined;
}
