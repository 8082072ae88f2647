import type ts from 'typescript';
import type { Block, Expr, Variable } from '../../ir.ts';
import type { Context } from './context.ts';

/** What surrounds a statement, as jumps see it: the innermost first. */
export type Frame = { outer: Frame | undefined } & (
  | { kind: 'loop'; labels: readonly string[]; breakTo: Block; continueTo: Block }
  /** A `switch`, or a labelled block: `break` leaves it. */
  | { kind: 'breakable'; labels: readonly string[]; isSwitch: boolean; breakTo: Block }
  /** An inlined function: `return` goes to its end, with the value in a variable. */
  | { kind: 'function'; declaration: ts.Node; returnTo: Block; result: Variable | undefined }
  /** A failure inside goes to `to`, in `error`. */
  | { kind: 'catch'; error: Variable; to: Block }
  /** Whatever leaves runs through the finalizer first. */
  | { kind: 'finally'; leave: (leaving: Leaving) => void; error: Variable; to: Block }
  /** The top of a machine, an iteration or a branch: nothing jumps out of it. */
  | { kind: 'graph'; declaration: ts.Node }
);

/** A jump that a finalizer holds up. `go` goes on with it, once the finalizer has run. */
export interface Leaving {
  key: string;
  origin: ts.Node;
  context: Context;
  value?: Expr | undefined;
  go: (context: Context, value: Expr | undefined) => void;
}

/** Where a failure in this place goes; nothing, if it leaves the graph. */
export function handlerFrame(frame: Frame | undefined): { error: Variable; to: Block } | undefined {
  for (let at = frame; at !== undefined && at.kind !== 'graph'; at = at.outer) {
    if (at.kind === 'catch' || at.kind === 'finally') return { error: at.error, to: at.to };
  }
  return undefined;
}
