import { and, literal } from '../expr.ts';
import { isStable } from '../expr-effects.ts';
import type { Expr } from '../ir.ts';
import { Facts } from './facts.ts';
import { Identities } from './identities.ts';
import { slice } from './slice.ts';
import { nodesOf, type Edge, type StateGraph, type StateNode } from './state-graph.ts';

/** What rules of one Choice may come to: beyond it, states are easier to read than conditions. */
const mostRules = 40;
/** What they may come to in all Choices of a graph: each may repeat the rules of those behind it, and a definition has its limit. */
const mostRulesOfAll = 4000;

/** An untagged Choice right behind another one becomes rules of it; what is always or never true is no rule. */
export function foldChoices(graph: StateGraph): void {
  const choices = nodesOf(graph).filter(({ what }) => what.kind === 'choice');
  const most = Math.min(mostRules, mostRulesOfAll / choices.length);
  const identities = new Identities();
  for (const choice of choices) foldInto(choice, most, identities);
  for (const edge of [graph.entry, ...nodesOf(graph).flatMap(({ exits }) => exits)]) skipDecided(edge);
}

function foldInto(node: StateNode, most: number, identities: Identities): void {
  const done = new Map<Edge, ReadonlySet<StateNode>>();
  for (let index = 0; index < node.exits.length;) {
    const edge = node.exits[index]!;
    const folded = done.get(edge) ?? new Set([node]);
    const isFull = node.exits.length > most || folded.has(edge.to);
    const unfolded = isFull ? undefined : unfold(edge, () => factsAt(node, index, identities));
    if (unfolded === undefined) {
      index += 1;
      continue;
    }
    for (const exit of unfolded) done.set(exit, new Set([...folded, edge.to]));
    node.exits.splice(index, 1, ...unfolded);
  }
  dropUnreachable(node);
}

/** What is known on the way of a rule: it holds, those before it do not. */
function factsAt({ exits }: StateNode, at: number, identities: Identities): Facts {
  const facts = new Facts(identities);
  const { condition } = exits[at]!;
  if (condition !== undefined) facts.learn(condition, true);
  for (const before of exits.slice(0, at)) if (before.condition !== undefined) facts.learn(before.condition, false);
  return facts;
}

/** The ways on of a Choice that an edge of another leads to. */
function unfold(edge: Edge, factsHere: () => Facts): Edge[] | undefined {
  const { to } = edge;
  if (to.what.kind !== 'choice' || to.name.tag !== undefined) return undefined;
  const before = [...edge.carried, ...to.before];
  if (!before.every(({ value }) => isStable(value))) return undefined;
  const facts = factsHere();
  const unfolded: Edge[] = [];
  for (const exit of to.exits) {
    const own = exit.condition === undefined ? literal(true) : facts.applied(slice(before, exit.condition));
    if (isLiteral(own, false)) continue;
    const condition = edge.condition === undefined ? own : and(edge.condition, own);
    const carried = [...before, ...exit.carried];
    // The last of them needs no test of its own: the rules before it have taken the rest.
    unfolded.push(
      isLiteral(condition, true)
        ? { kind: 'otherwise', carried, to: exit.to }
        : { kind: 'rule', condition, carried, to: exit.to },
    );
    if (isLiteral(own, true)) break;
    facts.learn(own, false);
  }
  return unfolded;
}

const isLiteral = (expr: Expr, value: boolean): boolean => expr.op === 'literal' && expr.value === value;

function dropUnreachable(node: StateNode): void {
  const exits: Edge[] = [];
  for (const exit of node.exits) {
    const { condition } = exit;
    if (condition !== undefined && isLiteral(condition, false)) continue;
    const always = condition === undefined || isLiteral(condition, true);
    exits.push(always ? { kind: 'otherwise', carried: exit.carried, to: exit.to } : exit);
    if (always) break;
  }
  node.exits = exits;
}

/** A Choice with one way on is none. */
function skipDecided(edge: Edge): void {
  const seen = new Set<StateNode>();
  while (
    edge.to.what.kind === 'choice' &&
    edge.to.exits.length === 1 &&
    edge.to.name.tag === undefined &&
    !seen.has(edge.to)
  ) {
    seen.add(edge.to);
    const [only] = edge.to.exits;
    edge.carried.push(...edge.to.before, ...only!.carried);
    edge.to = only!.to;
  }
}
