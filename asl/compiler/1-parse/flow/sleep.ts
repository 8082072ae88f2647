import type ts from 'typescript';
import { arithmetic, call, conditional, compare, literal, undefinedExpr } from '../../expr.ts';
import type { Expr } from '../../ir.ts';
import { isOnly, numberKind } from '../../kinds.ts';
import { sleepIsNoNumber, sleepNotWhole, sleepTooLong } from '../../diagnostics/flow.ts';
import { limits } from '../../../spec/limits.ts';
import { constantOf } from '../constant.ts';
import { durationMs } from '../duration.ts';
import type { StateWords } from './lower.ts';
import type { Context } from './context.ts';
import { lowerFlowExpression } from './prepare.ts';
import { endState } from './states.ts';

export function lowerSleep(node: ts.CallExpression, context: Context, words: StateWords): Expr {
  const [duration] = node.arguments;
  const { checker, refuse } = context.lowering;
  if (duration === undefined) return refuse(sleepIsNoNumber, node, 'nothing');
  const constant = constantOf(duration, checker);
  const seconds =
    constant?.value === undefined ? computed(duration, context) : fixed(constant.value, duration, context);
  endState(node, context, words, (to) => ({ end: { kind: 'wait', seconds, to }, base: 'Sleep' }));
  return undefinedExpr;
}

function fixed(value: unknown, node: ts.Expression, { lowering: { refuse } }: Context): Expr {
  const ms = typeof value === 'string' || typeof value === 'number' ? durationMs(value) : undefined;
  if (ms === undefined) return refuse(sleepIsNoNumber, node, node.getText());
  // Temporal takes a time of none, and one in the past, for its shortest timer.
  const seconds = Math.max(0, ms) / 1000;
  if (!Number.isInteger(seconds)) return refuse(sleepNotWhole, node, ms);
  if (seconds > limits.seconds) return refuse(sleepTooLong, node, seconds);
  return literal(seconds);
}

/** `seconds * 1000` is the seconds; of other milliseconds the seconds that they begin. */
function computed(node: ts.Expression, context: Context): Expr {
  const ms = lowerFlowExpression(node, context);
  if (ms.op === 'refused') return ms;
  if (!isOnly(ms.kinds, numberKind)) return context.lowering.refuse(sleepIsNoNumber, node, node.getText());
  const seconds =
    ms.op === 'arithmetic' && ms.operator === '*' && ms.right.op === 'literal' && ms.right.value === 1000
      ? ms.left
      : call('ceil', numberKind, arithmetic('/', ms, literal(1000)));
  return conditional(compare('<', seconds, literal(0)), literal(0), seconds);
}
