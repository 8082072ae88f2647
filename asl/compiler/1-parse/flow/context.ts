import type ts from 'typescript';
import type { Expr, Handler, NameHint, Variable } from '../../ir.ts';
import { anyKind, type Kinds } from '../../kinds.ts';
import type { Lowering } from '../scope.ts';
import type { Environment } from './environment.ts';
import { handlerFrame, type Frame } from './frames.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { nameHint } from './names.ts';

/** What lowering knows at one place of the source. Immutable, but for the graph that is being filled. */
export interface Context {
  readonly lowering: Lowering;
  readonly machine: MachineContext;
  readonly graph: GraphBuilder;
  readonly names: Environment;
  readonly frame: Frame | undefined;
  /** Of the statement that comes next, if it is a loop. */
  readonly labels: readonly string[];
  /** What the names of states may be told apart by, the nearest first: variables, functions, branches. */
  readonly around: readonly string[];
  /** Functions that are being inlined. */
  readonly inlining: readonly ts.Node[];
  /** Results of awaits, and of clocks that were read, by their node. */
  readonly resolved: Map<ts.Node, Expr>;
  /** The statement that leaves a function or throws, for the state that may come of it. */
  readonly returning?: { origin: ts.Node; tag: string | undefined; comment: string | undefined } | undefined;
  /** Whether retriers stand around: the activities inside have one attempt each. */
  readonly retried: boolean;
  /** Whether the present code may run more often than once in an execution. */
  readonly repeats: boolean;
}

/** What a machine shares with the others of its compilation. */
export interface MachineContext {
  /** The name of the machine made of a workflow, which is made if it is not yet. */
  readonly machineOf: (workflow: ts.Declaration | string, node: ts.Node) => string | undefined;
  /** Whether a variable is ever written after its declaration, in whatever way. */
  readonly isWritten: (symbol: ts.Symbol) => boolean;
}

export const newVariable = (name: string, kinds: Kinds = anyKind): Variable => ({ name, kinds });

export function handlerOf(context: Context): Handler | undefined {
  return handlerFrame(context.frame);
}

export const isInTry = (context: Context): boolean => handlerFrame(context.frame) !== undefined;

export function hint(
  context: Context,
  base: string,
  tag: string | undefined,
  ...nearer: (string | undefined)[]
): NameHint {
  return nameHint(base, [...nearer, ...context.around], tag);
}

export function within(context: Context, changes: Partial<Context>): Context {
  return { ...context, ...changes };
}

/** One more word for the names of states inside. */
export function near(context: Context, word: string): Context {
  return { ...context, around: [word, ...context.around] };
}
