import type ts from 'typescript';
import type { DiagnosticKind, Report } from '../diagnostics/diagnostic.ts';
import type { Expr, Local, Variable } from '../ir.ts';
import type { Context } from './flow/context.ts';
import type { StateWords } from './flow/lower.ts';
import type { Effects } from './pure/effects.ts';
import type { Exits } from './pure/lower.ts';

/** What all of parsing shares. */
export interface Lowering {
  /** Its types say of every index that it may find nothing. */
  readonly checker: ts.TypeChecker;
  /** Types as the project's own options have them, for the same nodes. */
  readonly written: ts.TypeChecker;
  readonly language: Language;
  readonly report: Report;
  /** Reports, and gives the node that later phases skip. One report per node: a second one for the same node is dropped. */
  readonly refuse: <Arguments extends readonly unknown[]>(
    kind: DiagnosticKind<Arguments>,
    node: ts.Node,
    ...args: Arguments
  ) => Expr;
}

/** A function for each part of the language that holds all the others: each file knows its own part alone, and reaches them through this. */
export interface Language {
  readonly expression: (node: ts.Expression, scope: Scope) => Expr;
  /** Statements of pure code, to a value. */
  readonly sequence: (statements: readonly ts.Statement[], effects: Effects, exits: Exits) => Expr;
  /** A statement of pure code, for what it changes. */
  readonly effect: (node: ts.Statement, effects: Effects) => void;
  /** A statement that states may come of. */
  readonly statement: (node: ts.Statement, context: Context) => void;
  readonly awaited: (node: ts.Expression, context: Context, words: StateWords) => Expr;
}

/** What the names in a piece of source mean. */
export interface Scope {
  readonly lowering: Lowering;
  /** A local variable's or parameter's present value; undefined for what is not one: a module's constant, a function, a global. */
  readonly read: (symbol: ts.Symbol) => Expr | undefined;
  /** The function that a parameter stands for, where one was passed; undefined for what is no such parameter. */
  readonly callback: (symbol: ts.Symbol) => ts.Node | undefined;
  /**
   * Asked first for every expression: what the surroundings know better. The results of awaits, which the flow has made states of; the SDK's
   * calls without a promise (`workflowInfo()`, `uuid4()`, `Date.now()`), `failureOf`, and what is asked of a caught error.
   */
  readonly intercept: (node: ts.Expression, scope: Scope) => Expr | undefined;
}

/** One effect of pure code, in the order in which they happen: later ones see the earlier. */
export interface Write {
  /** A variable of the source, or a name of the compiler's own that only the following writes read. */
  readonly target: ts.Symbol | Local;
  readonly value: Expr;
  readonly origin: ts.Node;
}

export type { Local, Variable };
