import ts from 'typescript';
import { limits } from '../../spec/limits.ts';
import type { Variable } from '../ir.ts';
import { duplicateTag, tagIsNoName } from '../diagnostics/flow.ts';
import type { Lowering } from '../1-parse/scope.ts';
import { statesOf } from '../2-schedule/place.ts';
import { graphsIn, type StateGraph, type StateNode } from '../2-schedule/state-graph.ts';
import { jsonataFunctions } from './jsonata-functions.ts';

/** Names of all states of a machine, unique over all of it: those that the source gives, then those that follow from it. */
export function stateNames(graph: StateGraph, lowering: Pick<Lowering, 'report'>): ReadonlyMap<StateNode, string> {
  const nodes = allNodes(graph);
  const names = new Map<StateNode, string>();
  const taken = new Map<string, StateNode>();
  const take = (node: StateNode, name: string): void => {
    names.set(node, name);
    taken.set(name, node);
  };
  for (const node of nodes) {
    const { tag } = node.name;
    if (tag === undefined) continue;
    if (!isStateName(tag)) lowering.report(tagIsNoName, node.origin, tag);
    const other = taken.get(tag);
    if (other === undefined) take(node, tag);
    // A function that is called twice has its tags twice.
    else if (other.origin !== node.origin) lowering.report(duplicateTag, node.origin, tag);
  }
  const digests = new Digests();
  let before = 'Start';
  for (const node of nodes) {
    if (!names.has(node)) take(node, freeName(node, before, taken, digests));
    before = names.get(node)!;
  }
  return names;
}

function allNodes(graph: StateGraph): StateNode[] {
  return statesOf(graph).flatMap((node) => [node, ...graphsIn(node).flatMap(allNodes)]);
}

const isStateName = (name: string): boolean => Array.from(name).length <= limits.stateNameLength;

function freeName(
  { name, origin }: StateNode,
  before: string,
  taken: ReadonlyMap<string, StateNode>,
  digests: Digests,
): string {
  const candidates =
    name.tag === undefined
      ? name.candidates
      : [name.tag, ...name.candidates.map((candidate) => `${name.tag!}${candidate}`)];
  const longest = candidates.at(-1) ?? 'State';
  const all = [...candidates, `${longest}After${before}`].map(short);
  const free = all.find((candidate) => !taken.has(candidate));
  if (free !== undefined) return free;
  // Nothing in the source tells them apart but the place: the text around it, in brief.
  const start = short(longest).slice(0, limits.stateNameLength - 7);
  const text = textAround(origin);
  for (;;) {
    const candidate = `${start}${digests.next(start, text)}`;
    if (!taken.has(candidate)) return candidate;
  }
}

const short = (name: string): string => Array.from(name).slice(0, limits.stateNameLength).join('');

/** A block's text would change with every statement in it. */
function textAround(node: ts.Node): string {
  const parent = node.parent as ts.Node | undefined;
  return parent === undefined || ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent) || ts.isSourceFile(parent)
    ? node.getText()
    : parent.getText();
}

/** Letters that follow from a text: others each time that they are asked for. */
class Digests {
  readonly #last = new Map<string, number>();

  next(name: string, text: string): string {
    const first = hashed(text);
    const key = `${first} ${name}`;
    const last = this.#last.get(key);
    const hash = last === undefined ? first : hashed('.', last);
    this.#last.set(key, hash);
    return Array.from({ length: 6 }, (_, index) =>
      String.fromCharCode(65 + (Math.floor(hash / 26 ** index) % 26)),
    ).join('');
  }
}

function hashed(text: string, start = 7): number {
  let hash = start;
  for (const character of text) hash = (hash * 31 + character.codePointAt(0)!) % 308_915_776;
  return hash;
}

/** Names of a machine's variables, as ASL allows them: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
export class VariableNames {
  readonly #names = new Map<Variable, string>();
  /** With the number that a variable of the same name gets at least. */
  readonly #taken = new Map<string, number>(['states', ...jsonataFunctions].map((name) => [name, 2]));

  of(variable: Variable): string {
    const known = this.#names.get(variable);
    if (known !== undefined) return known;
    const base = legal(variable.name);
    let name = base;
    let count = this.#taken.get(base) ?? 2;
    for (; this.#taken.has(name); count += 1) name = `${base}${count}`;
    this.#names.set(variable, name);
    this.#taken.set(name, 2);
    this.#taken.set(base, count);
    return name;
  }
}

function legal(name: string): string {
  const letters = name.replace(/[^\p{ID_Continue}]/gu, '').replace(/^[^\p{ID_Start}]+/u, '');
  const short = Array.from(letters)
    .slice(0, limits.variableNameLength - 4)
    .join('');
  const plain = short === '' ? 'value' : short;
  return jsonataFunctions.has(plain) || plain === 'states' ? `${plain}Value` : plain;
}
