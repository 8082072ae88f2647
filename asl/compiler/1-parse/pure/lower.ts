import type ts from 'typescript';
import type { Expr } from '../../ir.ts';
import type { Scope } from '../scope.ts';
import { Effects } from './effects.ts';

/** What becomes of a sequence of statements where it ends, and where it is left. */
export interface Exits {
  end: (effects: Effects) => Expr;
  return?: (value: Expr, effects: Effects) => Expr;
  break?: (effects: Effects) => Expr;
  continue?: (effects: Effects) => Expr;
}

/** A function's statements as the value that it returns. `end`: what it gives where it ends without. */
export const lowerBlock = (statements: readonly ts.Statement[], scope: Scope, end: Expr): Expr =>
  lowerSequence(statements, new Effects(scope), { end: () => end, return: (value) => value });

/** Statements in order, to what they come to where they are left. */
export const lowerSequence = (statements: readonly ts.Statement[], effects: Effects, exits: Exits): Expr =>
  effects.scope.lowering.language.sequence(statements, effects, exits);

/** What a statement without a jump out of it does. */
export const lowerInto = (node: ts.Statement, effects: Effects): void => {
  effects.scope.lowering.language.effect(node, effects);
};
