import jsonata from 'jsonata';
import { childrenOf } from './jsonata-ast.ts';
import type { JsonataNode, PathStep } from './jsonata-ast.ts';

/** A JSONata expression that AWS's parser would take. Parse once: whoever evaluates it keeps what it prepared by this object. */
export interface ParsedExpression {
  /** The text between `{%` and `%}`, trimmed. */
  readonly source: string;
  readonly ast: JsonataNode;
}

export type StatesField = 'input' | 'result' | 'errorOutput' | 'context';

/** `message` is what AWS shows: without the code. `position` counts UTF-16 units from the start of the source. */
export class JsonataSyntaxError extends Error {
  override readonly name = 'JsonataSyntaxError';
  readonly code: string;
  readonly position: number;
  constructor(code: string, position: number, message: string) {
    super(message);
    this.code = code;
    this.position = position;
  }
}

/** Nothing may surround it: ` {% x %}` is a plain string. */
export const isExpression = (text: string): boolean => text.length >= 4 && text.startsWith('{%') && text.endsWith('%}');

/** What stands between `{%` and `%}`, as AWS names it in causes. */
export const expressionIn = (text: string): string => text.slice(2, -2).trim();

/** Far more than the 100 levels that AWS evaluates, far less than what fills the stack. */
const deepestTree = 1000;

/** The package takes a tenth of a millisecond for the shortest expression, and whoever runs a definition has validated it first. */
const known = new Map<string, ParsedExpression>();
const mostKnown = 10_000;

/** Parses the text of an expression, without `{% %}`. Throws JsonataSyntaxError. */
export const parseJsonata = (source: string): ParsedExpression => {
  const before = known.get(source);
  if (before !== undefined) return before;
  const parsed = parse(source);
  // The oldest goes first: a Map keeps its keys in the order in which they came.
  if (known.size >= mostKnown) known.delete(known.keys().next().value!);
  known.set(source, parsed);
  return parsed;
};

const parse = (source: string): ParsedExpression => {
  const ast = treeOf(source);
  if (!isShallow(ast)) throw tooDeep();
  return { source, ast };
};

const treeOf = (source: string): JsonataNode => {
  try {
    return jsonata(source).ast() as unknown as JsonataNode;
  } catch (error) {
    throw syntaxErrorOf(error);
  }
};

const tooDeep = (): JsonataSyntaxError => new JsonataSyntaxError('S0500', 0, 'The expression is nested too deeply');

const syntaxErrorOf = (error: unknown): JsonataSyntaxError => {
  if (error instanceof RangeError) return tooDeep();
  const {
    code = 'S0201',
    position = 0,
    message = '',
  } = error as { code?: string; position?: number; message?: string };
  // A regular expression that JavaScript refuses comes as its own SyntaxError, without code and position.
  return new JsonataSyntaxError(code, position, message);
};

/** Level by level, so that no tree is too deep for the test itself. */
const isShallow = (root: JsonataNode): boolean => {
  let level = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepestTree) return false;
    level = level.flatMap(childrenOf);
  }
  return true;
};

/** Names of variables (without `$`) that the expression reads and does not bind itself; built-in functions are among them. */
export const variablesOf = (parsed: ParsedExpression): ReadonlySet<string> => {
  const known = variables.get(parsed);
  if (known) return known;
  const free = new Set<string>();
  collectVariables(parsed.ast, new Set(), free);
  variables.set(parsed, free);
  return free;
};

const variables = new WeakMap<ParsedExpression, ReadonlySet<string>>();

const collectVariables = (node: JsonataNode, bound: Set<string>, free: Set<string>): void => {
  if (node.type === 'variable' && node.value !== '' && node.value !== '$' && !bound.has(node.value))
    free.add(node.value);
  if (node.type === 'lambda') {
    bound = new Set([...bound, ...node.arguments.map(({ value }) => value)]);
  } else if (node.type === 'block' || node.type === 'path') {
    bound = new Set(bound);
  }
  for (const child of childrenOf(node)) {
    // A function may call itself by the name that is being bound.
    if (node.type === 'bind' && child.type === 'lambda') bound.add(node.lhs.value);
    for (const name of namesBoundBy(child)) bound.add(name);
    collectVariables(child, bound, free);
  }
  if (node.type === 'bind') bound.add(node.lhs.value);
};

/** `@$x` and `#$i` of a step of a path. */
const namesBoundBy = ({ focus, index, stages = [] }: PathStep): string[] => [
  ...(focus === undefined ? [] : [focus]),
  ...(index === undefined ? [] : [index]),
  ...stages.flatMap((stage) => (stage.type === 'index' ? [stage.value] : [])),
];

/**
 * What it reads from the context item, which Step Functions does not give: names, `$`, `$$`, `*`, `**`. AWS refuses each with
 * `UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported.`
 */
export const topLevelReferencesOf = ({ ast }: ParsedExpression): Set<string> => {
  const names = new Set<string>();
  collectReferences(ast, false, names);
  return names;
};

const collectReferences = (node: JsonataNode, hasContext: boolean, names: Set<string>): void => {
  const name = nameOf(node);
  if (name === '$$' || (name !== undefined && !hasContext)) names.add(name);
  const own = new Set(node.type === 'path' ? node.steps.slice(0, 1) : withoutContext(node));
  for (const child of childrenOf(node)) collectReferences(child, hasContext || !own.has(child), names);
};

const nameOf = (node: JsonataNode): string | undefined => {
  if (node.type === 'name') return node.value;
  if (node.type === 'wildcard') return '*';
  if (node.type === 'descendant') return '**';
  return node.type === 'variable' && (node.value === '' || node.value === '$') ? `$${node.value}` : undefined;
};

/** The children that see what the node itself sees; filters, groups, sort terms and a transform's parts see an item. */
const withoutContext = (node: JsonataNode): JsonataNode[] => {
  if (node.type === 'transform' || node.type === 'sort') return [];
  const inner = new Set([...(node.predicate ?? []).map(({ expr }) => expr), ...(node.group?.lhs.flat() ?? [])]);
  return childrenOf(node).filter((child) => !inner.has(child));
};
