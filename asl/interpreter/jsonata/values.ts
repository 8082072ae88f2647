import type { JsonataNode } from '../../spec/jsonata-ast.ts';
import { JsonataError } from './errors.ts';
import type { Frame } from './run.ts';

/** A part of an expression, made ready: what it gives for a context item. */
export type Evaluate = (input: unknown, frame: Frame) => unknown;
export type Compile = (node: JsonataNode) => Evaluate;

/** An array made by an evaluation. A sequence of one item is that item, of none nothing; `cons` arrays are not flattened. */
export type Items = unknown[] & { sequence?: true; keepSingleton?: true; cons?: true; tupleStream?: true };

export type Tuple = Record<string, unknown> & { '@'?: unknown };

export const sequenceOf = (...items: unknown[]): Items => asSequence(items);

/** Marks an array that nobody else has. */
export const asSequence = (items: Items): Items => {
  items.sequence = true;
  return items;
};

export const isSequence = (value: unknown): value is Items =>
  Array.isArray(value) && (value as Items).sequence === true;

/** A sequence as the value it stands for. */
export const collapse = (value: unknown, keepArray?: boolean): unknown => {
  if (!isSequence(value) || value.tupleStream) return value;
  if (keepArray) value.keepSingleton = true;
  if (value.length === 0) return undefined;
  return value.length === 1 && !value.keepSingleton ? value[0] : value;
};

/** `{ function }` of the source. The package's signatures know functions by `_jsonata_lambda` and `_jsonata_function`. */
export class Lambda {
  readonly _jsonata_lambda = true;
  readonly parameters: string[];
  readonly body: Evaluate;
  readonly input: unknown;
  readonly frame: Frame;
  readonly validate: Validate | undefined;
  constructor(parameters: string[], body: Evaluate, input: unknown, frame: Frame, validate?: Validate) {
    this.parameters = parameters;
    this.body = body;
    this.input = input;
    this.frame = frame;
    this.validate = validate;
  }
}

/** A call in tail position, not yet made: whoever called the function makes it, so that the stack does not grow. */
export class TailCall {
  readonly callee: () => unknown;
  readonly args: () => unknown[];
  constructor(callee: () => unknown, args: () => unknown[]) {
    this.callee = callee;
    this.args = args;
  }
}

type Validate = (args: unknown[], context: unknown) => unknown[];

/** A function of the language. `arity`: how many arguments a function that calls it back may give. */
export class Native {
  readonly _jsonata_function = true;
  readonly arity: number;
  readonly implementation: (args: unknown[], frame: Frame) => unknown;
  readonly validate: Validate | undefined;
  /** Of a function that a regular expression is. */
  readonly pattern: Pattern | undefined;
  constructor(arity: number, implementation: Native['implementation'], validate?: Validate, pattern?: Pattern) {
    this.arity = arity;
    this.implementation = implementation;
    this.validate = validate;
    this.pattern = pattern;
  }
}

export interface Pattern {
  regex: RegExp;
  /** A longer text may keep it busy for very long. */
  longestText: number;
}

export type Callable = Lambda | Native;

export const isFunction = (value: unknown): value is Callable => value instanceof Lambda || value instanceof Native;

export const arityOf = (callable: Callable): number =>
  callable instanceof Lambda ? callable.parameters.length : callable.arity;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isFunction(value);

/** Infinity fails here, NaN is just no number. */
export const isNumber = (value: unknown): value is number => {
  if (typeof value !== 'number' || Number.isNaN(value)) return false;
  if (!Number.isFinite(value)) throw new JsonataError({ code: 'D1001', value });
  return true;
};

/** A field of a plain object. Never one of its prototype's. */
export const ownField = (object: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** Sets a field, also one named `__proto__`. */
export const setField = (object: Record<string, unknown>, key: string, value: unknown): void => {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    object[key] = value;
  }
};

/** `$append`: one after the other, as an array unless one is nothing. */
export const appended = (first: unknown, second: unknown): unknown => {
  if (first === undefined) return second;
  if (second === undefined) return first;
  const items: unknown[] = Array.isArray(first) ? first : sequenceOf(first);
  return items.concat(second);
};
