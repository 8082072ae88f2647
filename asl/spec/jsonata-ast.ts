/**
 * The syntax tree of the `jsonata` package 2.0.6, as its parser leaves it.
 * https://github.com/jsonata-js/jsonata/blob/v2.0.6/src/parser.js
 */
export type JsonataNode = (
  | { type: 'path'; steps: PathStep[]; keepSingletonArray?: boolean; tuple?: boolean }
  | { type: 'string' | 'number' | 'value'; value: string | number | boolean | null }
  | { type: 'name'; value: string }
  | { type: 'variable'; value: string }
  | { type: 'binary'; value: BinaryOperator; lhs: JsonataNode; rhs: JsonataNode }
  | { type: 'unary'; value: '-'; expression: JsonataNode }
  | { type: 'unary'; value: '['; expressions: JsonataNode[] }
  | { type: 'unary'; value: '{'; lhs: Pair[] }
  | { type: 'wildcard' }
  | { type: 'descendant' }
  | { type: 'parent'; slot: { label: string } }
  | { type: 'condition'; condition: JsonataNode; then: JsonataNode; else?: JsonataNode }
  | { type: 'block'; expressions: JsonataNode[] }
  | { type: 'bind'; lhs: { value: string }; rhs: JsonataNode }
  | { type: 'regex'; value: RegExp }
  | { type: 'function'; procedure: JsonataNode; arguments: JsonataNode[] }
  | { type: 'partial'; procedure: JsonataNode; arguments: (JsonataNode | { type: 'operator'; value: '?' })[] }
  | { type: 'lambda'; arguments: { value: string }[]; body: JsonataNode; signature?: Signature; thunk?: boolean }
  | { type: 'apply'; lhs: JsonataNode; rhs: JsonataNode }
  | { type: 'transform'; pattern: JsonataNode; update: JsonataNode; delete?: JsonataNode }
  | { type: 'sort'; terms: SortTerm[] }
) &
  Decorations;

export type NodeOf<Type extends JsonataNode['type']> = Extract<JsonataNode, { type: Type }>;

/** What any node may carry beside its own fields. */
interface Decorations {
  position?: number;
  predicate?: Filter[];
  group?: { lhs: Pair[]; position?: number };
  keepArray?: boolean;
  /** An array constructor, or a block with one, that begins or ends a path. */
  consarray?: boolean;
}

/** A step carries filters as `stages`, and what it binds for later steps (`@$x`, `#$i`, `%`). */
export type PathStep = JsonataNode & {
  stages?: (Filter | { type: 'index'; value: string })[];
  tuple?: boolean;
  focus?: string;
  index?: string;
  ancestor?: { label: string };
};

export type BinaryOperator =
  '+' | '-' | '*' | '/' | '%' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '&' | '..' | 'in' | 'and' | 'or';
export type Pair = [JsonataNode, JsonataNode];
export type Filter = { type: 'filter'; expr: JsonataNode };
type SortTerm = { descending: boolean; expression: JsonataNode };
export interface Signature {
  /** The arguments with the context and arrays filled in; throws T0410, T0411, T0412. */
  validate: (args: unknown[], context: unknown) => unknown[];
}

/** The nodes right below one, steps and filters and groups included. */
export const childrenOf = (node: JsonataNode): JsonataNode[] => {
  const children = ownChildren(node);
  for (const { expr } of node.predicate ?? []) children.push(expr);
  for (const stage of (node as PathStep).stages ?? []) if (stage.type === 'filter') children.push(stage.expr);
  if (node.group) children.push(...node.group.lhs.flat());
  return children;
};

const ownChildren = (node: JsonataNode): JsonataNode[] => {
  switch (node.type) {
    case 'path':
      return [...node.steps];
    case 'binary':
    case 'apply':
      return [node.lhs, node.rhs];
    case 'unary':
      if (node.value === '-') return [node.expression];
      return node.value === '[' ? [...node.expressions] : node.lhs.flat();
    case 'condition':
      return node.else ? [node.condition, node.then, node.else] : [node.condition, node.then];
    case 'block':
      return [...node.expressions];
    case 'bind':
      return [node.rhs];
    case 'function':
      return [node.procedure, ...node.arguments];
    case 'partial':
      return [node.procedure, ...node.arguments.filter((argument) => argument.type !== 'operator')];
    case 'lambda':
      return [node.body];
    case 'transform':
      return node.delete ? [node.pattern, node.update, node.delete] : [node.pattern, node.update];
    case 'sort':
      return node.terms.map(({ expression }) => expression);
    default:
      return [];
  }
};
