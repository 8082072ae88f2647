import type { Json } from './states.ts';

/** A path as written in a definition: `$.a[0]` (input), `$$.Execution.Id` (context), `$name.field` (variable). */
export interface Path {
  readonly text: string;
  readonly root: 'input' | 'context' | 'variable';
  /** The name after the `$`; there when `root` is `variable`. */
  readonly variable?: string;
  readonly segments: readonly Segment[];
  /** Names at most one place; any other path gives an array of all it hits. */
  readonly definite: boolean;
  /** Single fields and non-negative indexes alone: https://states-language.net/#ref-paths */
  readonly reference: boolean;
}

export type Segment =
  | { readonly kind: 'fields'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'wildcard' }
  /** `..`: what follows is tried on the value and on everything inside it. */
  | { readonly kind: 'scan' }
  | { readonly kind: 'filter'; readonly filter: Filter; readonly text: string }
  | { readonly kind: 'function'; readonly name: PathFunction; readonly operands: readonly Operand[] };

export const pathFunctions = [
  'append',
  'avg',
  'concat',
  'first',
  'index',
  'keys',
  'last',
  'length',
  'max',
  'min',
  'size',
  'stddev',
  'sum',
] as const;
export type PathFunction = (typeof pathFunctions)[number];

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | { readonly kind: 'exists'; readonly path: FilterPath }
  | { readonly kind: 'compare'; readonly left: Operand; readonly operator: FilterOperator; readonly right: Operand };

export const filterOperators = [
  '===',
  '!==',
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '=~',
  'in',
  'nin',
  'contains',
  'all',
  'size',
  'empty',
  'subsetof',
  'anyof',
  'noneof',
] as const;
export type FilterOperator = (typeof filterOperators)[number];

export type Operand =
  | { readonly kind: 'path'; readonly path: FilterPath }
  | { readonly kind: 'literal'; readonly value: Json }
  | PatternOperand;

/** A regular expression. */
export interface PatternOperand {
  readonly kind: 'pattern';
  readonly pattern: RegExp;
  /** How many parts of it may match in more than one way; infinite when such parts lie inside each other. */
  readonly choices: number;
}

/** A path inside a filter: from the item under test (`@`) or from the whole document (`$`). */
export interface FilterPath {
  readonly root: 'item' | 'document';
  readonly segments: readonly Segment[];
  readonly definite: boolean;
}

/** `position` is where in the text the fault is, in UTF-16 units. */
export class PathSyntaxError extends Error {
  override readonly name = 'PathSyntaxError';
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}
