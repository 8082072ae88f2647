import type ts from 'typescript';
import { undefinedExpr, variable as read } from '../../expr.ts';
import type { Block, End, Expr, Variable } from '../../ir.ts';
import { anyKind, isOnly, mayBe, undefinedKind, type Kinds } from '../../kinds.ts';
import { resultMayBeUndefined } from '../../diagnostics/flow.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import type { StateWords } from './lower.ts';
import { hint, newVariable, type Context } from './context.ts';
import { openBlock } from './graph-builder.ts';

/** What ends a block, and the state's name if nothing else gives it one. */
export interface Ending {
  end: End;
  base: string;
}

/** Ends the block with a state, and goes on after it. */
export function endState(origin: ts.Node, context: Context, words: StateWords, ending: (to: Block) => Ending): void {
  const next = openBlock(origin);
  const { end, base } = ending(next);
  context.graph.endNamed(end, hint(context, base, words.tag, words.variable), origin, words.comment, next);
}

/** Ends the block with a state that gives what the call promises, and reads it. `name` is the variable's, if the source has none. */
export function endWithResult(
  call: ts.CallExpression,
  context: Context,
  words: StateWords,
  name: string,
  ending: (result: Variable | undefined, to: Block) => Ending,
): Expr {
  const { checker, refuse } = context.lowering;
  const type = awaitedType(call, checker);
  const kinds = kindsOfType(type, checker);
  if (isMixedWithUndefined(kinds)) refuse(resultMayBeUndefined, call, checker.typeToString(type));
  const result = isOnly(kinds, undefinedKind) ? undefined : newVariable(words.variable ?? name, kinds);
  endState(call, context, words, (to) => ending(result, to));
  return result === undefined ? undefinedExpr : read(result);
}

export function awaitedType(node: ts.Expression, checker: ts.TypeChecker): ts.Type {
  const type = checker.getTypeAtLocation(node);
  return checker.getAwaitedType(type) ?? type;
}

/** `void` gives nothing, and `any` says nothing: only a value that may be left out cannot cross. */
const isMixedWithUndefined = (kinds: Kinds): boolean =>
  mayBe(kinds, undefinedKind) && !isOnly(kinds, undefinedKind) && kinds !== anyKind;
