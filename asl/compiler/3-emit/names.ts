import type ts from 'typescript';
import { limits } from '../../spec/limits.ts';
import type { Variable } from '../ir.ts';
import { duplicateTag, tagIsNoName } from '../diagnostics/flow.ts';
import type { Lowering } from '../1-parse/scope.ts';
import { isOnlyEnd } from '../2-schedule/place.ts';
import { graphsIn, nodesOf, type StateGraph, type StateNode } from '../2-schedule/state-graph.ts';
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
  let before = 'Start';
  for (const node of nodes) {
    const given = names.get(node);
    if (given === undefined)
      take(
        node,
        freeName(node, before, (name) => taken.has(name)),
      );
    before = names.get(node)!;
  }
  return names;
}

function allNodes(graph: StateGraph): StateNode[] {
  const states = nodesOf(graph).filter((node) => !isOnlyEnd(node, graph));
  return states.flatMap((node) => [node, ...graphsIn(node).flatMap(allNodes)]);
}

const isStateName = (name: string): boolean => Array.from(name).length <= limits.stateNameLength;

function freeName({ name, origin }: StateNode, before: string, isTaken: (name: string) => boolean): string {
  const candidates =
    name.tag === undefined
      ? name.candidates
      : [name.tag, ...name.candidates.map((candidate) => `${name.tag!}${candidate}`)];
  const longest = candidates.at(-1) ?? 'State';
  const all = [...candidates, `${longest}After${before}`].map(short);
  const free = all.find((candidate) => !isTaken(candidate));
  if (free !== undefined) return free;
  // Nothing in the source tells them apart but the place: the text around it, in brief.
  for (let text = textAround(origin); ; text = `${text}.`) {
    const candidate = `${short(longest).slice(0, limits.stateNameLength - 7)}${digest(text)}`;
    if (!isTaken(candidate)) return candidate;
  }
}

const short = (name: string): string => Array.from(name).slice(0, limits.stateNameLength).join('');
const textAround = (node: ts.Node): string => (node.parent as ts.Node | undefined)?.getText() ?? node.getText();

/** Six letters that follow from a text. */
function digest(text: string): string {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + character.codePointAt(0)!) % 308_915_776;
  return Array.from({ length: 6 }, (_, index) => String.fromCharCode(65 + (Math.floor(hash / 26 ** index) % 26))).join(
    '',
  );
}

/** Names of a machine's variables, as ASL allows them: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
export class VariableNames {
  readonly #names = new Map<Variable, string>();
  readonly #taken = new Set<string>(['states', ...jsonataFunctions]);

  of(variable: Variable): string {
    const known = this.#names.get(variable);
    if (known !== undefined) return known;
    const base = legal(variable.name);
    let name = base;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${base}${count}`;
    this.#names.set(variable, name);
    this.#taken.add(name);
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
