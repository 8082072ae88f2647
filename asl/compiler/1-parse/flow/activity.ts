import type ts from 'typescript';
import { variable as read } from '../../expr.ts';
import { isStable } from '../../expr-effects.ts';
import type { Expr, Retry } from '../../ir.ts';
import { innerRetry } from '../../diagnostics/flow.ts';
import type { ActivityCall } from '../activities/activity-call.ts';
import type { StateWords } from './lower.ts';
import { handlerOf, newVariable, type Context } from './context.ts';
import { pascal } from './names.ts';
import { lowerFlowExpression } from './prepare.ts';
import { endWithResult } from './states.ts';

export function lowerActivity(
  activity: ActivityCall,
  call: ts.CallExpression,
  context: Context,
  words: StateWords,
  retry: Retry[] = activity.retry,
): Expr {
  if (context.retried && !activity.singleAttempt) return context.lowering.refuse(innerRetry, call, activity.name);
  const input = lowerArgument(activity.argument, context);
  return endWithResult(call, context, words, `${activity.name}Result`, (result, to) => ({
    end: {
      kind: 'task',
      action: { kind: 'activity', name: activity.name, input, nonRetryable: activity.nonRetryable },
      retry,
      timeoutSeconds: activity.timeoutSeconds,
      result,
      to,
      handler: handlerOf(context),
    },
    base: pascal(activity.name),
  }));
}

/** A retry computes the arguments again: what is new each time is kept in a variable before. */
export function lowerArgument(argument: ts.Expression | undefined, context: Context): Expr | undefined {
  if (argument === undefined) return undefined;
  const input = lowerFlowExpression(argument, context);
  if (isStable(input)) return input;
  const kept = newVariable('argument', input.kinds);
  context.graph.assign(kept, input, argument);
  return read(kept);
}
