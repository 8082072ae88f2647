import type ts from 'typescript';
import { source, variable as read } from '../expr.ts';
import type { Action, Block, End, Expr, Graph, Instruction, NameHint, Retry, Source, Variable } from '../ir.ts';
import { objectKind } from '../kinds.ts';

/**
 * The graph as Step Functions has it: states, and the ways between them. Each way may carry assignments, as Assign does in a state, in a
 * Choice's rule and in a Catch: so pure code between two states costs no state of its own.
 */
export interface StateNode {
  what: What;
  /** Computed by this state itself, before anything else in it. */
  before: Instruction[];
  exits: Edge[];
  name: NameHint;
  origin: ts.Node;
  comment: string | undefined;
}

export type What =
  | { kind: 'task'; action: Action; retry: Retry[]; timeoutSeconds: number | undefined }
  | { kind: 'map'; items: Expr; concurrency: Expr; indexed: boolean; body: StateGraph }
  | { kind: 'parallel'; branches: StateGraph[]; retry: Retry[] }
  | { kind: 'wait'; seconds: Expr }
  | { kind: 'choice' }
  | { kind: 'pass' }
  | { kind: 'return'; value: Expr }
  | { kind: 'fail'; error: Expr; cause: Expr };

/** `condition` belongs to a rule, `errors` to a catcher: names as the source has them. */
export interface Edge {
  kind: 'entry' | 'next' | 'rule' | 'otherwise' | 'catch';
  condition?: Expr;
  errors?: string[];
  carried: Instruction[];
  /** What the next state is given as its input, if it needs one. */
  output?: Expr;
  to: StateNode;
}

export interface StateGraph {
  entry: Edge;
}

/** Makes states of a graph's blocks. Blocks without one are gone: their instructions ride on the ways through them. */
export function stateGraph(graph: Graph): StateGraph {
  return new Maker().graph(graph);
}

class Maker {
  readonly #nodes = new Map<Block, StateNode>();
  readonly #unfilled: Block[] = [];

  graph({ entry }: Graph): StateGraph {
    const first = this.#edge({ kind: 'entry' }, entry, []);
    // One after the other: a function of thousands of statements has ways as long.
    for (let block = this.#unfilled.pop(); block !== undefined; block = this.#unfilled.pop()) this.#fill(block);
    return { entry: first };
  }

  #edge(rest: Pick<Edge, 'kind' | 'condition' | 'errors'>, to: Block, first: Instruction[]): Edge {
    const carried = [...first];
    const seen = new Set<Block>();
    let block = to;
    while (block.end.kind === 'goto' && block.name.tag === undefined && !seen.has(block)) {
      seen.add(block);
      carried.push(...block.instructions);
      block = block.end.to;
    }
    return { ...rest, carried, to: this.#node(block) };
  }

  #node(block: Block): StateNode {
    const known = this.#nodes.get(block);
    if (known !== undefined) return known;
    const { name, origin, comment, instructions } = block;
    const node: StateNode = { what: { kind: 'pass' }, before: [...instructions], exits: [], name, origin, comment };
    this.#nodes.set(block, node);
    this.#unfilled.push(block);
    return node;
  }

  #fill(block: Block): void {
    const node = this.#nodes.get(block)!;
    node.what = this.#what(block.end);
    node.exits = this.#exits(block.end, block.origin);
    // A state that only computes does so itself.
    if (node.what.kind === 'pass') {
      node.exits[0]!.carried.unshift(...node.before);
      node.before = [];
    }
  }

  #what(end: End): What {
    switch (end.kind) {
      case 'goto':
        return { kind: 'pass' };
      case 'branch':
        return { kind: 'choice' };
      case 'task':
        return { kind: 'task', action: end.action, retry: end.retry, timeoutSeconds: end.timeoutSeconds };
      case 'map': {
        const { items, concurrency, indexed, body } = end;
        return { kind: 'map', items, concurrency, indexed, body: this.graph(body) };
      }
      case 'parallel':
        return { kind: 'parallel', branches: end.branches.map((branch) => this.graph(branch)), retry: end.retry };
      case 'wait':
        return { kind: 'wait', seconds: end.seconds };
      case 'return':
        return { kind: 'return', value: end.value };
      case 'fail':
        return { kind: 'fail', error: end.error, cause: end.cause };
    }
  }

  #exits(end: End, origin: ts.Node): Edge[] {
    switch (end.kind) {
      case 'return':
      case 'fail':
        return [];
      case 'branch':
        return [
          ...end.rules.map(({ condition, to }) => this.#edge({ kind: 'rule', condition }, to, [])),
          this.#edge({ kind: 'otherwise' }, end.otherwise, []),
        ];
      case 'goto':
      case 'wait':
        return [this.#edge({ kind: 'next' }, end.to, [])];
      default:
        return [
          this.#edge({ kind: 'next' }, end.to, given(end.result, resultSource(end), origin)),
          ...(end.handler === undefined
            ? []
            : [
                this.#edge(
                  { kind: 'catch', errors: ['All'] },
                  end.handler.to,
                  given(end.handler.error, failureSource(end), origin),
                ),
              ]),
        ];
    }
  }
}

type Giving = End & { kind: 'task' | 'map' | 'parallel' };

function given(variable: Variable | undefined, from: Source, origin: ts.Node): Instruction[] {
  if (variable === undefined) return [];
  const kinds = from.endsWith('Failure') ? objectKind : read(variable).kinds;
  return [{ variable, value: source(from, kinds), origin }];
}

function resultSource(end: Giving): Source {
  if (end.kind !== 'task') return 'listResult';
  return end.action.kind === 'activity' ? 'activityResult' : 'childResult';
}

function failureSource(end: Giving): Source {
  if (end.kind !== 'task') return 'anyFailure';
  return end.action.kind === 'activity' ? 'activityFailure' : 'childFailure';
}

/** Every state of a graph that can be reached, in the order of the source's ways; not those of graphs inside. */
export function nodesOf({ entry }: StateGraph): StateNode[] {
  const nodes = new Set<StateNode>();
  const found = [entry.to];
  for (let node = found.pop(); node !== undefined; node = found.pop()) {
    if (nodes.has(node)) continue;
    nodes.add(node);
    found.push(...node.exits.map(({ to }) => to).reverse());
  }
  return [...nodes];
}

export const edgesOf = (graph: StateGraph): Edge[] => [graph.entry, ...nodesOf(graph).flatMap(({ exits }) => exits)];

export function graphsIn({ what }: StateNode): StateGraph[] {
  if (what.kind === 'map') return [what.body];
  return what.kind === 'parallel' ? what.branches : [];
}

/** What a state computes, beside its conditions. */
export function fieldsOf({ what }: StateNode): Expr[] {
  switch (what.kind) {
    case 'task':
      return [what.action.input, what.action.kind === 'child' ? what.action.name : undefined].filter(
        (field) => field !== undefined,
      );
    case 'map':
      return [what.items, what.concurrency];
    case 'wait':
      return [what.seconds];
    case 'return':
      return [what.value];
    case 'fail':
      return [what.error, what.cause];
    default:
      return [];
  }
}
