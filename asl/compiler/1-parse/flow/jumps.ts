import ts from 'typescript';
import { literal, literalText, member, undefinedExpr, variable as read } from '../../expr.ts';
import type { Block, Expr } from '../../ir.ts';
import { textKind } from '../../kinds.ts';
import { returnInTry, throwsUnknown } from '../../diagnostics/flow.ts';
import { failureThrown } from '../activities/failure-thrown.ts';
import { isPromise } from './async-functions.ts';
import { lowerAwaited, noWords, type StateWords } from './lower.ts';
import { hint, newVariable, type Context } from './context.ts';
import { failureKinds, failureObject, isFailure } from './failure-values.ts';
import type { Frame } from './frames.ts';
import { caught } from './may-throw.ts';
import { pascal } from './names.ts';
import { lowerFlowExpression, prepare } from './prepare.ts';
import { scopeOf } from './scope-of.ts';
import { lowerExpression } from '../expressions/expression.ts';
import { unwrapped } from '../unwrapped.ts';

export function lowerReturn(node: ts.ReturnStatement, context: Context, words: StateWords): void {
  const isAwaited = node.expression !== undefined && ts.isAwaitExpression(unwrapped(node.expression));
  // The state that gives the value has the tag already.
  const tag = isAwaited ? undefined : words.tag;
  if (tag !== undefined) context.graph.fresh(node);
  const value = returned(node, context, isAwaited ? words : noWords);
  leaveFunction({ ...context, returning: { origin: node, tag, comment: words.comment } }, value);
}

function returned(node: ts.ReturnStatement, context: Context, words: StateWords): Expr {
  const { expression } = node;
  if (expression === undefined) return undefinedExpr;
  const { checker, refuse } = context.lowering;
  const bare = unwrapped(expression);
  if (ts.isAwaitExpression(bare) || !isPromise(checker.getTypeAtLocation(bare), checker)) {
    prepare(expression, context, words);
    return caught(lowerExpression(expression, scopeOf(context)), expression, context);
  }
  // Without `await` the function has left its `try` when the promise is rejected.
  if (isInTryOfFunction(context.frame)) return refuse(returnInTry, expression);
  return lowerAwaited(expression, context, words);
}

function isInTryOfFunction(frame: Frame | undefined): boolean {
  for (let at = frame; at !== undefined && at.kind !== 'function' && at.kind !== 'graph'; at = at.outer) {
    if (at.kind === 'catch' || at.kind === 'finally') return true;
  }
  return false;
}

/** Goes out of the function with a value, through whatever finalizers there are. */
function leaveFunction(context: Context, value: Expr): void {
  const { graph, frame, returning } = context;
  for (let at = frame; at !== undefined; at = at.outer) {
    if (at.kind === 'finally') {
      at.leave({
        key: 'return',
        origin: returning!.origin,
        context,
        value,
        go: (outer, held) => {
          leaveFunction({ ...outer, returning }, held ?? undefinedExpr);
        },
      });
      return;
    }
    if (at.kind === 'function') {
      if (at.result !== undefined) {
        graph.assign(at.result, value, returning!.origin);
        at.result.kinds |= value.kinds;
      }
      endTagged(context, { kind: 'goto', to: at.returnTo });
      return;
    }
    if (at.kind === 'graph') break;
  }
  endTagged(context, { kind: 'return', value });
}

/** A tagged `return` is a state of its own, wherever it goes. */
function endTagged(context: Context, end: { kind: 'goto'; to: Block } | { kind: 'return'; value: Expr }): void {
  const { origin, tag, comment } = context.returning!;
  context.graph.endNamed(end, hint(context, 'Return', tag), origin, comment);
}

export function lowerBreak(node: ts.BreakStatement, context: Context): void {
  jump(node, context, (frame) =>
    frame.kind === 'loop' || (frame.kind === 'breakable' && (frame.isSwitch || node.label !== undefined))
      ? frame.breakTo
      : undefined,
  );
}

export function lowerContinue(node: ts.ContinueStatement, context: Context): void {
  jump(node, context, (frame) => (frame.kind === 'loop' ? frame.continueTo : undefined));
}

function jump(node: ts.BreakOrContinueStatement, context: Context, target: (frame: Frame) => Block | undefined): void {
  const label = node.label?.text;
  for (let at = context.frame; at !== undefined; at = at.outer) {
    if (at.kind === 'finally') {
      const key = `${ts.isBreakStatement(node) ? 'break' : 'continue'} ${label ?? ''}`.trim();
      at.leave({
        key,
        origin: node,
        context,
        go: (outer) => {
          jump(node, outer, target);
        },
      });
      return;
    }
    const to = target(at);
    const isMeant = label === undefined || (at.kind !== 'function' && 'labels' in at && at.labels.includes(label));
    if (to !== undefined && isMeant) {
      context.graph.end({ kind: 'goto', to });
      return;
    }
  }
}

export function lowerThrow(node: ts.ThrowStatement, context: Context, words: StateWords): void {
  const failure = thrown(node, context);
  if (words.tag !== undefined) context.graph.fresh(node);
  throwFailure(failure, { ...context, returning: { origin: node, tag: words.tag, comment: words.comment } });
}

function thrown(node: ts.ThrowStatement, context: Context): Expr {
  const { lowering } = context;
  const bare = unwrapped(node.expression);
  if (isFailure(bare, scopeOf(context))) return lowerExpression(bare, scopeOf(context));
  const application = failureThrown(bare, lowering);
  if (application === undefined) return lowering.refuse(throwsUnknown, node.expression);
  const type = application.type === undefined ? literal('Error') : lowerFlowExpression(application.type, context);
  const message = application.message === undefined ? literal('') : lowerFlowExpression(application.message, context);
  return failureObject(literal(failureKinds.application), type, message);
}

/** To the innermost handler of this graph, else the graph fails. */
export function throwFailure(failure: Expr, context: Context): void {
  const { graph, frame, returning } = context;
  for (let at = frame; at !== undefined && at.kind !== 'graph'; at = at.outer) {
    if (at.kind !== 'catch' && at.kind !== 'finally') continue;
    graph.assign(at.error, failure, returning!.origin);
    endTagged(context, { kind: 'goto', to: at.to });
    return;
  }
  const type = member(failure, 'type', textKind);
  const base = failure.op === 'object' ? pascal(constantType(failure) ?? '') || 'Failed' : 'Failed';
  const { origin, tag, comment } = returning!;
  graph.endNamed(
    { kind: 'fail', error: type, cause: member(failure, 'message', textKind) },
    hint(context, base, tag),
    origin,
    comment,
  );
}

function constantType(failure: Expr & { op: 'object' }): string | undefined {
  for (const entry of failure.entries) {
    if ('key' in entry && literalText(entry.key) === 'type') return literalText(entry.value);
  }
  return undefined;
}

/** What is thrown may be held up by a finalizer: it goes on in a variable. */
export function held(value: Expr, origin: ts.Node, context: Context): Expr {
  if (value.op === 'literal' || value.op === 'undefined' || value.op === 'refused') return value;
  const kept = newVariable('held', value.kinds);
  context.graph.assign(kept, value, origin);
  return read(kept);
}
