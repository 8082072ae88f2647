import type ts from 'typescript';
import type { Json } from '../spec/states.ts';
import type { Kinds } from './kinds.ts';

/**
 * What stands between TypeScript and ASL: a control-flow graph whose blocks hold assignments of pure expressions, and whose ends
 * are what Step Functions has states for. Expressions have JavaScript's meaning, on JSON values and `undefined`; how JSONata says
 * them is the emitter's business.
 */

/** A variable of the machine. Names are made unique, and legal in ASL, when the machine is emitted. */
export interface Variable {
  /** As the source has it. */
  readonly name: string;
  /** What it may ever hold. One that may be undefined is stored as `{}` or `{"v": value}`: Step Functions knows no such value. */
  kinds: Kinds;
  /** The counter of a loop over a list: whole, and never negative. */
  readonly isCounter?: true;
  /**
   * The loop that it marks: it is set to true on the way to a further turn, to false where the loop's test ends it. Nobody reads it, so no
   * state sets it; but whatever is done to the ways between states, they keep it.
   */
  readonly marks?: ts.Node;
}

/** A name bound inside one expression, by `let` or as a parameter of a lambda. */
export interface Local {
  readonly name: string;
}

/** Every node knows the kinds of values that it may give: they decide how it is written. */
interface Typed {
  readonly kinds: Kinds;
}

export type Expr = Typed &
  (
    | { op: 'literal'; value: Json }
    | { op: 'undefined' }
    | { op: 'variable'; variable: Variable }
    | { op: 'local'; local: Local }
    /** Something of the machine's surroundings. */
    | { op: 'source'; source: Source }
    /** JavaScript's `object.key`; undefined for an absent key, and for an object that is undefined or null unless `strict`, which then fails. */
    | { op: 'member'; object: Expr; key: string; strict: boolean }
    /** `object[key]` with a text as the key, under the rules of `member`. */
    | { op: 'lookup'; object: Expr; key: Expr; strict: boolean }
    /** `list[index]`: undefined if there is no such element. `strict` as in `member`. */
    | { op: 'index'; list: Expr; index: Expr; strict: boolean }
    | { op: 'array'; elements: ArrayElement[] }
    /** Later entries win. A value that is undefined gives no key, and takes an earlier one away. */
    | { op: 'object'; entries: ObjectEntry[] }
    /** Of numbers. */
    | { op: 'arithmetic'; operator: '+' | '-' | '*' | '/' | '%' | '**'; left: Expr; right: Expr }
    | { op: 'negate'; value: Expr }
    /** Joins texts: every part is one already. */
    | { op: 'concat'; parts: Expr[] }
    /** JavaScript's String(value) of a scalar, null or undefined. */
    | { op: 'text'; value: Expr }
    /** Of a boolean. */
    | { op: 'not'; value: Expr }
    /** Of booleans, the right side only when it is needed. */
    | { op: 'and' | 'or'; left: Expr; right: Expr }
    /** JavaScript's Boolean(value). */
    | { op: 'truthy'; value: Expr }
    /** `===` of scalars, null and undefined. */
    | { op: 'equal'; left: Expr; right: Expr }
    /** Of two numbers or of two texts. */
    | { op: 'compare'; operator: '<' | '<=' | '>' | '>='; left: Expr; right: Expr }
    /** Whether the value is of one of these kinds: `typeof`, `Array.isArray`, `=== undefined`, `== null`. */
    | { op: 'is'; value: Expr; of: Kinds }
    | { op: 'conditional'; test: Expr; then: Expr; otherwise: Expr }
    | { op: 'let'; local: Local; value: Expr; body: Expr }
    | { op: 'call'; function: Operation; arguments: (Expr | Lambda)[] }
    /** Fails the execution: what JavaScript does with a TypeError. */
    | { op: 'fail'; message: string }
    /** What could not be read, and has been reported. Nothing is emitted that has one. */
    | { op: 'refused' }
  );

export interface ArrayElement {
  value: Expr;
  spread: boolean;
}
/** A key of a literal is an Expr too, `{ [key]: value }`; a spread of undefined or null adds nothing. */
export type ObjectEntry = { key: Expr; value: Expr } | { spread: Expr };

export interface Lambda {
  op: 'lambda';
  parameters: Local[];
  body: Expr;
}

/**
 * Operations on lists, texts, numbers and objects, with JavaScript's meaning. In brackets what they take; a `?` may be left out, and is then
 * not in `arguments`. Everything else that JavaScript has is said with these.
 */
export type Operation =
  /** (list, (item, index) => value): no result is undefined */
  | 'map'
  /** (list, (item, index) => boolean) */
  | 'filter'
  /** (list, (item, index) => boolean) */
  | 'some'
  | 'every'
  /** (list, (result, item, index) => result, initial) */
  | 'reduce'
  /** (list, (left, right) => number): stable */
  | 'sort'
  /** (list, start, end?): whole numbers, negative ones from the end */
  | 'sliceList'
  | 'reverse'
  /** (list, list, ...) */
  | 'concatLists'
  /** (list of lists and of other values): one level */
  | 'flat'
  /** (list, scalar) */
  | 'includes'
  /** (list, scalar): number */
  | 'indexOf'
  /** (list) */
  | 'lengthOfList'
  /** (count): the numbers from 0 to count - 1 */
  | 'range'
  /** (list of texts, separator) */
  | 'join'
  /** (list of numbers): not empty, else it fails */
  | 'min'
  | 'max'
  /** (text) */
  | 'lengthOfText'
  | 'upper'
  | 'lower'
  | 'trim'
  | 'trimStart'
  | 'trimEnd'
  /** (text, start, end?): as String.prototype.slice */
  | 'sliceText'
  /** (text, part) */
  | 'textIncludes'
  | 'startsWith'
  | 'endsWith'
  | 'textIndexOf'
  /** (text, separator): a text, not a pattern */
  | 'split'
  /** (text, part, replacement): texts, nothing in them is special */
  | 'replaceFirst'
  | 'replaceAll'
  /** (text, length, filler) */
  | 'padStart'
  | 'padEnd'
  /** (text, count) */
  | 'repeat'
  /** (number) */
  | 'floor'
  | 'ceil'
  | 'round'
  | 'trunc'
  | 'abs'
  | 'sign'
  | 'sqrt'
  /** (text): the number that it is; fails for one that is none */
  | 'number'
  /** (object) */
  | 'keys'
  | 'values'
  | 'entries'
  /** (list of pairs) */
  | 'fromEntries'
  /** (object, key, key, ...): the rest of a destructuring; keys are texts */
  | 'omit'
  /** (object, text): `key in object` */
  | 'has'
  /** (text) */
  | 'parseJson'
  /** (value) */
  | 'stringifyJson'
  /** (milliseconds since 1970): RFC 3339 in UTC with milliseconds */
  | 'isoTime'
  /** (RFC 3339 text): milliseconds since 1970 */
  | 'parseTime';

export type Source =
  /** The execution's input. */
  | 'input'
  /** What a Map's iteration is given: the item, or `{"item": …, "index": …}`. Only before the iteration's first state has ended. */
  | 'iteration'
  /** What the state gave: only on its way out. `activity`: without Lambda's wrapper. `child`: the execution's output. `list`: a Map's or Parallel's. */
  | 'activityResult'
  | 'childResult'
  | 'listResult'
  /** `{"kind", "type", "message"}` of what was caught, without wrappers: only on the way out by a Catch. */
  | 'activityFailure'
  | 'childFailure'
  | 'anyFailure'
  | 'workflowId'
  | 'runId'
  | 'workflowType'
  /** Milliseconds since 1970. */
  | 'startTime'
  /** Milliseconds since 1970, when the state was entered. */
  | 'entered'
  /** Milliseconds since 1970: another value after each await. Only as the whole value of an instruction. */
  | 'now'
  /** A new one each time. */
  | 'uuid';

export interface Instruction {
  variable: Variable;
  value: Expr;
  origin: ts.Node;
}

export interface Block {
  instructions: Instruction[];
  end: End;
  /** What the state is called, if one comes of this block, and whether one has to. */
  name: NameHint;
  origin: ts.Node;
  comment?: string | undefined;
}

export interface NameHint {
  /** From `@state`: exactly this, and the block becomes a state whatever it does. */
  tag?: string | undefined;
  /** Otherwise the first of these that is free, each longer than the one before. */
  candidates: string[];
}

export type End =
  | { kind: 'goto'; to: Block }
  | { kind: 'branch'; rules: { condition: Expr; to: Block }[]; otherwise: Block }
  | {
      kind: 'task';
      action: Action;
      retry: Retry[];
      timeoutSeconds?: number | undefined;
      result?: Variable | undefined;
      to: Block;
      handler?: Handler | undefined;
    }
  | {
      kind: 'map';
      items: Expr;
      concurrency: Expr;
      indexed: boolean;
      body: Graph;
      result?: Variable | undefined;
      to: Block;
      handler?: Handler | undefined;
    }
  | {
      kind: 'parallel';
      branches: Graph[];
      retry: Retry[];
      result?: Variable | undefined;
      to: Block;
      handler?: Handler | undefined;
    }
  | { kind: 'wait'; seconds: Expr; to: Block }
  | { kind: 'return'; value: Expr }
  | { kind: 'fail'; error: Expr; cause: Expr };

/** Where a failure goes, and the variable that then holds `{"kind", "type", "message"}`. */
export interface Handler {
  error: Variable;
  to: Block;
}

/** The top of a machine, a Map's iteration or a Parallel's branch. */
export interface Graph {
  entry: Block;
}

export type Action =
  /** `nonRetryable`: the types that its policy lists. */
  | { kind: 'activity'; name: string; input: Expr | undefined; nonRetryable: readonly string[] }
  /** `name`: the execution's. Not `waits`: it is started, and nothing more. */
  | { kind: 'child'; workflow: string; input: Expr | undefined; name: Expr | undefined; waits: boolean };

/** One retrier as ASL has it, with names of failures as the source has them (`Timeout`, `All`). */
export interface Retry {
  errors: string[];
  intervalSeconds: number;
  /** After the first try: 0 never. */
  retries: number;
  backoffRate: number;
  maxDelaySeconds: number | undefined;
}

export interface MachineIr {
  /** The workflow's name. */
  name: string;
  graph: Graph;
  comment: string | undefined;
  origin: ts.Node;
}
