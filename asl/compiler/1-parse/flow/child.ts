import ts from 'typescript';
import { call, literal, refused, undefinedExpr } from '../../expr.ts';
import { mayBe, nullKind, textKind } from '../../kinds.ts';
import type { Expr, Retry } from '../../ir.ts';
import { childHandle, unknownWorkflow, workflowIdRepeats } from '../../diagnostics/flow.ts';
import type { ChildCall } from '../children/child-call.ts';
import type { StateWords } from './lower.ts';
import { lowerArgument } from './activity.ts';
import { handlerOf, type Context } from './context.ts';
import { pascal } from './names.ts';
import { lowerFlowExpression } from './prepare.ts';
import { endState, endWithResult } from './states.ts';

export function lowerChild(
  child: ChildCall,
  call: ts.CallExpression,
  context: Context,
  words: StateWords,
  retry: Retry[] = [],
): Expr {
  const { refuse } = context.lowering;
  const workflow = context.machine.machineOf(child.workflow, call);
  // One without a name has been reported.
  if (child.name === '') return refused;
  if (workflow === undefined) return refuse(unknownWorkflow, call, child.name);
  const input = asInput(lowerArgument(child.argument, context));
  // An execution's name is used up by its first start.
  if (child.workflowId !== undefined && (context.repeats || retry.length > 0))
    return refuse(workflowIdRepeats, child.workflowId);
  const name = child.workflowId === undefined ? undefined : lowerFlowExpression(child.workflowId, context);
  const { waits, timeoutSeconds } = child;
  const action = { kind: 'child', workflow, input, name, waits } as const;
  const base = pascal(workflow);
  if (!waits) {
    endState(call, context, words, (to) => ({
      end: { kind: 'task', action, retry, timeoutSeconds, to, handler: handlerOf(context) },
      base,
    }));
    return isDropped(call) ? undefinedExpr : refuse(childHandle, call);
  }
  return endWithResult(call, context, words, `${workflow}Result`, (result, to) => ({
    end: { kind: 'task', action, retry, timeoutSeconds, result, to, handler: handlerOf(context) },
    base,
  }));
}

/** StartExecution reads a text as the JSON of the input, and takes null for none: these go as the JSON that they are. */
function asInput(value: Expr | undefined): Expr | undefined {
  if (value === undefined || value.op === 'refused' || !mayBe(value.kinds, textKind | nullKind)) return value;
  return value.op === 'literal' ? literal(JSON.stringify(value.value)) : call('stringifyJson', textKind, value);
}

/** Whether nothing is made of the call's result. */
function isDropped(call: ts.CallExpression): boolean {
  let node: ts.Node = call.parent;
  while (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) || ts.isVoidExpression(node))
    node = node.parent;
  return ts.isExpressionStatement(node);
}
