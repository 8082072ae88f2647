import ts from 'typescript';
import { arithmetic, array, call, conditional, literal, refused, truthy, undefinedExpr } from '../../expr.ts';
import type { Expr } from '../../ir.ts';
import { isOnly, numberKind } from '../../kinds.ts';
import { waitTooLong } from '../../diagnostics/budget.ts';
import { sleepIsNoNumber, sleepNotWhole } from '../../diagnostics/flow.ts';
import { limits } from '../../../spec/limits.ts';
import { constantOf } from '../constant.ts';
import { durationMs } from '../duration.ts';
import type { StateWords } from './lower.ts';
import type { Context } from './context.ts';
import { lowerFlowExpression } from './prepare.ts';
import { endState } from './states.ts';
import { hasStep } from './steps.ts';
import { unwrapped } from '../unwrapped.ts';

export function lowerSleep(node: ts.CallExpression, context: Context, words: StateWords): Expr {
  const [duration] = node.arguments;
  if (duration === undefined) return context.lowering.refuse(sleepIsNoNumber, node, 'nothing');
  const seconds = secondsOf(duration, context);
  endState(node, context, words, (to) => ({ end: { kind: 'wait', seconds, to }, base: 'Sleep' }));
  return undefinedExpr;
}

function secondsOf(node: ts.Expression, context: Context): Expr {
  const bare = unwrapped(node);
  const constant = constantOf(bare, context.lowering.checker);
  if (constant?.value !== undefined) return fixed(constant.value, bare, context);
  if (!ts.isConditionalExpression(bare) || hasStep(bare.whenTrue, context) || hasStep(bare.whenFalse, context))
    return computed(bare, context);
  const test = truthy(lowerFlowExpression(bare.condition, context));
  const [then, otherwise] = [secondsOf(bare.whenTrue, context), secondsOf(bare.whenFalse, context)];
  return test.op === 'refused' || then.op === 'refused' || otherwise.op === 'refused'
    ? refused
    : conditional(test, then, otherwise);
}

function fixed(value: unknown, node: ts.Expression, { lowering: { refuse } }: Context): Expr {
  const ms = typeof value === 'string' || typeof value === 'number' ? durationMs(value) : undefined;
  if (ms === undefined) return refuse(sleepIsNoNumber, node, node.getText());
  // Temporal takes a time of none, and one in the past, for its shortest timer.
  const seconds = Math.max(0, ms) / 1000;
  if (!Number.isInteger(seconds)) return refuse(sleepNotWhole, node, ms);
  if (seconds > limits.executionSeconds) return refuse(waitTooLong, node, seconds);
  return literal(seconds);
}

/** The seconds that the milliseconds begin: a Wait takes whole ones. */
function computed(node: ts.Expression, context: Context): Expr {
  const ms = lowerFlowExpression(node, context);
  if (ms.op === 'refused') return ms;
  if (!isOnly(ms.kinds, numberKind)) return context.lowering.refuse(sleepIsNoNumber, node, node.getText());
  const isThousands =
    ms.op === 'arithmetic' && ms.operator === '*' && ms.right.op === 'literal' && ms.right.value === 1000;
  const seconds = call('ceil', numberKind, isThousands ? ms.left : arithmetic('/', ms, literal(1000)));
  return call('max', numberKind, array([seconds, literal(0)].map((value) => ({ value, spread: false }))));
}
