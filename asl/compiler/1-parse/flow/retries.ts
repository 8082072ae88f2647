import ts from 'typescript';
import { index, literal, variable as read } from '../../expr.ts';
import type { Expr, Graph, Retry } from '../../ir.ts';
import { neverRetried } from '../activities/policy.ts';
import { blocksIn } from './blocks-in.ts';
import { childRetrier, closureUnknown, innerRetry, mixedNonRetryable } from '../../diagnostics/flow.ts';
import { activityCall } from '../activities/activity-call.ts';
import { childCall } from '../children/child-call.ts';
import { readRetriers, retriersAround } from '../retriers.ts';
import { knownFunction } from '../sdk.ts';
import { lowerActivity } from './activity.ts';
import { functionOf, type FunctionWithBody } from './async-functions.ts';
import type { StateWords } from './lower.ts';
import { lowerChild } from './child.ts';
import { lowerClosure, lowerGraph } from './concurrent.ts';
import { handlerOf, newVariable, within, type Context } from './context.ts';
import { pascal } from './names.ts';
import { endState } from './states.ts';
import { hasStep } from './steps.ts';
import { awaitedType } from './states.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import { unwrapped } from '../unwrapped.ts';

/** `withRetries(retriers, fn)`: the retriers of one Task, or else of a Parallel around several states. */
export function lowerWithRetries(call: ts.CallExpression, context: Context, words: StateWords): Expr {
  const { lowering } = context;
  const [list, closure] = call.arguments;
  const attempt = closure === undefined ? undefined : functionOf(closure, context);
  if (list === undefined || closure === undefined || attempt === undefined)
    return lowering.refuse(closureUnknown, closure ?? call, call.getText());
  const retriers = readRetriers(list, lowering);
  if (retriers === undefined) return { op: 'refused', kinds: 0 };
  const only = onlyCall(attempt.declaration);
  const single = only !== undefined && isGivenTheSame(only, context) ? only : undefined;
  const activity = single && activityCall(single, lowering);
  if (single !== undefined && activity !== undefined) {
    if (!activity.singleAttempt) return lowering.refuse(innerRetry, single, activity.name);
    return lowerActivity(activity, single, context, words, retriersAround(retriers, activity));
  }
  const child = single && childCall(single, lowering);
  if (single !== undefined && child !== undefined) {
    if (!retriers.every(isForChild)) return lowering.refuse(childRetrier, list);
    return lowerChild(child, single, context, words, retriers);
  }
  return lowerAttempts(call, closure, retriers, context, words);
}

/** Of a child's failure only a time-out can be told from the rest. */
const isForChild = (retry: Retry): boolean => retry.errors.every((error) => error === 'All' || error === 'Timeout');

/** The one call that a function consists of, if it does. */
function onlyCall({ body }: FunctionWithBody): ts.CallExpression | undefined {
  if (body === undefined) return undefined;
  if (!ts.isBlock(body)) return callIn(body);
  const [statement] = body.statements;
  if (body.statements.length !== 1 || statement === undefined) return undefined;
  if (ts.isReturnStatement(statement) && statement.expression !== undefined) return callIn(statement.expression);
  return ts.isExpressionStatement(statement) ? callIn(statement.expression) : undefined;
}

/** Whether every attempt gives the call the same: a Task's input is computed once for all of them. */
function isGivenTheSame(call: ts.CallExpression, context: Context): boolean {
  return !call.arguments.some(
    (argument) => hasStep(argument, context) || isNewEachTime(argument, context.lowering.checker),
  );
}

function isNewEachTime(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isIdentifier(node) && (node.text === 'Date' || knownFunction(node, checker)?.name === 'uuid4')) return true;
  return ts.forEachChild(node, (child) => isNewEachTime(child, checker) || undefined) ?? false;
}

function callIn(node: ts.Expression): ts.CallExpression | undefined {
  const bare = unwrapped(node);
  if (ts.isAwaitExpression(bare)) return callIn(bare.expression);
  return ts.isCallExpression(bare) ? bare : undefined;
}

function lowerAttempts(
  call: ts.CallExpression,
  closure: ts.Expression,
  retry: Retry[],
  context: Context,
  words: StateWords,
): Expr {
  const attempt = functionOf(closure, context)!;
  const graph = lowerGraph(closure, within(context, { retried: true }), (inner) => lowerClosure(attempt, [], inner));
  const { checker, refuse } = context.lowering;
  const around = withNonRetryable(retry, graph);
  if (around === undefined) return refuse(mixedNonRetryable, call);
  const results = newVariable('attempt', 32);
  endState(call, context, words, (to) => ({
    end: { kind: 'parallel', branches: [graph], retry: around, result: results, to, handler: handlerOf(context) },
    base: words.variable === undefined ? 'WithRetries' : pascal(words.variable),
  }));
  const kinds = kindsOfType(awaitedType(call, checker), checker);
  return { ...index(read(results), literal(0), kinds), kinds };
}

/**
 * Around several states `All` leaves out the types that an activity inside calls non-retryable, when that activity fails with one. An error's name does
 * not say who failed: undefined, where the same name means both.
 */
function withNonRetryable(retry: readonly Retry[], graph: Graph): Retry[] | undefined {
  const all = retry.findIndex(({ errors }) => errors.includes('All'));
  const ends = blocksIn(graph).map(({ end }) => end);
  const lists = ends.flatMap((end) =>
    end.kind === 'task' && end.action.kind === 'activity' ? [end.action.nonRetryable] : [],
  );
  const named = new Set(retry.flatMap(({ errors }) => errors));
  const never = [...new Set(lists.flat())].filter((type) => !named.has(type));
  if (all < 0 || never.length === 0) return [...retry];
  const isMixed = lists.some((list) => never.some((type) => !list.includes(type)));
  const isThrown = ends.some(
    (end) =>
      end.kind === 'fail' &&
      (end.error.op !== 'literal' || never.some((type) => end.error.op === 'literal' && end.error.value === type)),
  );
  return isMixed || isThrown ? undefined : [...retry.slice(0, all), neverRetried(never), ...retry.slice(all)];
}
