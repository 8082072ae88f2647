import ts from 'typescript';
import { call, literal, object, source, undefinedExpr } from '../../expr.ts';
import { numberKind, textKind } from '../../kinds.ts';
import type { Expr } from '../../ir.ts';
import { awaitMisplaced, floatingPromise, workflowInfoField } from '../../diagnostics/flow.ts';
import { knownFunction } from '../sdk.ts';
import type { Scope } from '../scope.ts';
import { isGlobal, newOfGlobal } from '../symbols.ts';
import { isPromise } from './async-functions.ts';
import { readClock } from './clock.ts';
import type { Context } from './context.ts';
import { isIgnored, refuseSdkCall } from './sdk-calls.ts';
import { lowerFailureExpression } from './failure-values.ts';

/** What the flow knows better than the reading of expressions does; nothing for everything else. */
export function intercept(node: ts.Expression, scope: Scope, context: Context): Expr | undefined {
  const known = context.resolved.get(node);
  if (known !== undefined) return known;
  if (ts.isCallExpression(node)) return lowerCall(node, scope, context);
  if (ts.isPropertyAccessExpression(node))
    return lowerWorkflowInfo(node, context) ?? lowerFailureExpression(node, scope);
  // Awaits become states before the expression is read: one that is still here stands where none can be made.
  if (ts.isAwaitExpression(node)) return context.lowering.refuse(awaitMisplaced, node);
  if (ts.isIdentifier(node) && isInfo(node, context.lowering.checker))
    return context.lowering.refuse(workflowInfoField, node, 'as a whole');
  return lowerFailureExpression(node, scope);
}

function lowerCall(node: ts.CallExpression, scope: Scope, context: Context): Expr | undefined {
  const failure = lowerFailureExpression(node, scope);
  if (failure !== undefined) return failure;
  const time = lowerTime(node, context) ?? lowerStartTime(node, context);
  if (time !== undefined) return time;
  const { checker, refuse } = context.lowering;
  const sdk = knownFunction(node.expression, checker);
  if (sdk?.from === 'temporal') {
    if (sdk.name === 'uuid4') return source('uuid', textKind);
    if (sdk.name === 'workflowInfo') return heldInfo(node, context);
    if (isIgnored(node, context)) return undefinedExpr;
    const answer = refuseSdkCall(node, sdk.name, context);
    if (answer !== undefined) return answer;
  }
  if (isIgnored(node, context)) return undefinedExpr;
  if (isPromise(checker.getTypeAtLocation(node), checker)) return refuse(floatingPromise, node);
  return undefined;
}

/** `Date.now()`, `new Date().getTime()`, `new Date().toISOString()`, `new Date().toJSON()`. */
function lowerTime(node: ts.CallExpression, context: Context): Expr | undefined {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const method = expression.name.text;
  const { checker } = context.lowering;
  if (ts.isIdentifier(expression.expression) && isDate(expression.expression, checker)) {
    return method === 'now' ? readClock(node, context) : undefined;
  }
  if (!isPresentDate(expression.expression, checker)) return undefined;
  if (method === 'getTime' || method === 'valueOf') return readClock(node, context);
  if (method === 'toISOString' || method === 'toJSON') return call('isoTime', textKind, readClock(node, context));
  return undefined;
}

const isPresentDate = (node: ts.Expression, checker: ts.TypeChecker): boolean =>
  newOfGlobal(node, 'Date', checker)?.length === 0;
const isDate = (name: ts.Identifier, checker: ts.TypeChecker): boolean =>
  name.text === 'Date' && isGlobal(name, checker);

const infoFields = ['workflowId', 'runId', 'workflowType'] as const;

/** `workflowInfo().workflowId`, also of a variable that holds it. */
function lowerWorkflowInfo(node: ts.PropertyAccessExpression, context: Context): Expr | undefined {
  const { checker, refuse } = context.lowering;
  if (isInfo(node.expression, checker)) {
    const field = infoFields.find((name) => name === node.name.text);
    if (field !== undefined) return source(field, textKind);
    const parent = node.parent;
    // Of the start's Date only its texts and numbers are JSON: they are calls on it.
    if (node.name.text === 'startTime' && ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent))
      return undefined;
    return refuse(workflowInfoField, node, node.name.text);
  }
  return undefined;
}

/** `const { workflowId } = workflowInfo()`, or `const info = workflowInfo()`, of which fields are read. */
function heldInfo(node: ts.CallExpression, { lowering: { refuse } }: Context): Expr {
  const { parent } = node;
  if (!ts.isVariableDeclaration(parent)) return refuse(workflowInfoField, node, 'as a whole');
  for (const element of ts.isObjectBindingPattern(parent.name) ? parent.name.elements : []) {
    const name = (element.propertyName ?? element.name).getText();
    const isKnown = infoFields.some((field) => field === name) && element.dotDotDotToken === undefined;
    if (!isKnown) return refuse(workflowInfoField, element, name);
  }
  return object(infoFields.map((name) => ({ key: literal(name), value: source(name, textKind) })));
}

function isInfo(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const symbol = checker.getTypeAtLocation(node).getSymbol();
  const file = symbol?.declarations?.[0]?.getSourceFile().fileName ?? '';
  return symbol?.name === 'WorkflowInfo' && /@temporalio[/\\]workflow/.test(file);
}

/** `workflowInfo().startTime.getTime()` and `.toISOString()`. */
function lowerStartTime(node: ts.CallExpression, context: Context): Expr | undefined {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression) || !ts.isPropertyAccessExpression(expression.expression))
    return undefined;
  const date = expression.expression;
  if (date.name.text !== 'startTime' || !isInfo(date.expression, context.lowering.checker)) return undefined;
  const time = source('startTime', numberKind);
  if (expression.name.text === 'getTime' || expression.name.text === 'valueOf') return time;
  return expression.name.text === 'toISOString' ? call('isoTime', textKind, time) : undefined;
}
