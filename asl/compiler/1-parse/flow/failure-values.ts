import ts from 'typescript';
import { and, conditional, equal, literal, member, object, or, undefinedExpr } from '../../expr.ts';
import type { Expr } from '../../ir.ts';
import { booleanKind, objectKind, textKind, undefinedKind } from '../../kinds.ts';
import { failureField } from '../../diagnostics/flow.ts';
import { lowerExpression } from '../expressions/expression.ts';
import type { Scope } from '../scope.ts';
import { knownClass, knownFunction } from '../sdk.ts';
import { unwrapped } from '../unwrapped.ts';

/**
 * A caught error is `{"kind": "activity" | "child" | "application" | "timeout", "type", "message"}`: what was left when its wrappers
 * were undone, and which wrapper there was. All that the source may ask of it is said with these.
 */
export function lowerFailureExpression(node: ts.Expression, scope: Scope): Expr | undefined {
  if (ts.isIdentifier(node)) return lowerWhole(node, scope);
  if (ts.isCallExpression(node)) return lowerFailureCall(node, scope);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword)
    return lowerInstanceOf(node, scope);
  if (ts.isPropertyAccessExpression(node)) return lowerField(node, scope);
  return undefined;
}

/** A caught error as a whole: what JSON would make of it is nothing that anybody wants. */
function lowerWhole(node: ts.Identifier, scope: Scope): Expr | undefined {
  const { checker, refuse } = scope.lowering;
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  if (symbol === undefined || !isCaught(symbol)) return undefined;
  let { parent } = node;
  while (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isNonNullExpression(parent))
    ({ parent } = parent);
  const isAsked =
    ts.isPropertyAccessExpression(parent) ||
    ts.isThrowStatement(parent) ||
    ts.isCallExpression(parent) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword);
  return isAsked && !isActivityArgument(parent, checker) ? undefined : refuse(failureField, node, 'value as a whole');
}

/** What is called shows no body: the error would leave the workflow. */
function isActivityArgument(parent: ts.Node, checker: ts.TypeChecker): boolean {
  if (!ts.isCallExpression(parent)) return false;
  const declared = checker.getResolvedSignature(parent)?.declaration;
  return (
    knownFunction(parent.expression, checker) === undefined &&
    (declared === undefined || !('body' in declared) || declared.body === undefined)
  );
}

export const failureKinds = {
  activity: 'activity',
  child: 'child',
  application: 'application',
  timeout: 'timeout',
} as const;

const kindOf = (failure: Expr): Expr => member(failure, 'kind', textKind);
const typeOf = (failure: Expr): Expr => member(failure, 'type', textKind);
const messageOf = (failure: Expr): Expr => member(failure, 'message', textKind);

export const failureObject = (kind: Expr, type: Expr, message: Expr): Expr =>
  object([
    { key: literal('kind'), value: kind },
    { key: literal('type'), value: type },
    { key: literal('message'), value: message },
  ]);

function lowerFailureCall(node: ts.CallExpression, scope: Scope): Expr | undefined {
  const known = knownFunction(node.expression, scope.lowering.checker);
  const [argument] = node.arguments;
  if (known === undefined || argument === undefined) return undefined;
  if (known.from === 'constructs' && known.name === 'failureOf') {
    const failure = lowerExpression(argument, scope);
    return object([
      { key: literal('type'), value: typeOf(failure) },
      { key: literal('message'), value: messageOf(failure) },
    ]);
  }
  // A stop is not caught on Step Functions: what is caught is never one.
  if (known.from === 'temporal' && known.name === 'isCancellation') return literal(false);
  return undefined;
}

/** Classes by the kinds that they stand for. */
const classKinds: Readonly<Record<string, string>> = {
  ActivityFailure: failureKinds.activity,
  ChildWorkflowFailure: failureKinds.child,
  ApplicationFailure: failureKinds.application,
  TimeoutFailure: failureKinds.timeout,
};

function lowerInstanceOf(node: ts.BinaryExpression, scope: Scope): Expr | undefined {
  const { checker, refuse } = scope.lowering;
  if (!isFailure(node.left, scope)) return undefined;
  const failure = lowerExpression(node.left, scope);
  if (ts.isIdentifier(node.right) && node.right.text === 'Error') return literal(true);
  const known = knownClass(node.right, checker);
  if (known === 'TemporalFailure') return literal(true);
  if (known === 'CancelledFailure' || known === 'TerminatedFailure') return literal(false);
  const kind = known === undefined ? undefined : classKinds[known];
  if (kind === undefined) return refuse(failureField, node, `instanceof ${node.right.getText()}`);
  return and(is(failure), equal(kindOf(failure), literal(kind)));
}

const is = (failure: Expr): Expr =>
  (failure.kinds & undefinedKind) === 0
    ? literal(true)
    : { op: 'is', value: failure, of: objectKind, kinds: booleanKind };

function lowerField(node: ts.PropertyAccessExpression, scope: Scope): Expr | undefined {
  if (!isFailure(node.expression, scope)) return undefined;
  const failure = lowerExpression(node.expression, scope);
  switch (node.name.text) {
    case 'message':
      return shownMessage(failure);
    case 'cause':
      return mayBeOfChild(node.expression, scope.lowering.checker)
        ? scope.lowering.refuse(failureField, node, 'cause')
        : causeOf(failure);
    case 'type':
      return typeOf(failure);
    default:
      return scope.lowering.refuse(failureField, node, node.name.text);
  }
}

/** The wrappers of Temporal have messages of their own. */
function shownMessage(failure: Expr): Expr {
  const isKind = (kind: string): Expr => equal(kindOf(failure), literal(kind));
  return conditional(
    isKind(failureKinds.activity),
    literal('Activity task failed'),
    conditional(isKind(failureKinds.child), literal('Child Workflow execution failed'), messageOf(failure)),
  );
}

function causeOf(failure: Expr): Expr {
  const wraps = or(
    equal(kindOf(failure), literal(failureKinds.activity)),
    equal(kindOf(failure), literal(failureKinds.child)),
  );
  const kind = conditional(
    equal(typeOf(failure), literal('Timeout')),
    literal(failureKinds.timeout),
    literal(failureKinds.application),
  );
  return conditional(wraps, failureObject(kind, typeOf(failure), messageOf(failure)), undefinedExpr);
}

/**
 * A child's failure has the failure of its activity as its cause, which has another cause; of both Step Functions tells only what is
 * left without the wrappers.
 */
function mayBeOfChild(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const bare = unwrapped(node);
  if (checker.getTypeAtLocation(bare).getSymbol()?.name === 'ActivityFailure') return false;
  const clause = ts.isIdentifier(bare) ? checker.getSymbolAtLocation(bare)?.declarations?.[0]?.parent : undefined;
  return clause !== undefined && ts.isCatchClause(clause) && startsChild(clause.parent.tryBlock, checker, new Set());
}

function startsChild(node: ts.Node, checker: ts.TypeChecker, seen: Set<ts.Node>): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  if (ts.isCallExpression(node)) {
    const known = knownFunction(node.expression, checker);
    if (known?.from === 'temporal' && known.name === 'executeChild') return true;
    const declared = checker.getResolvedSignature(node)?.declaration;
    const body = declared !== undefined && 'body' in declared ? declared.body : undefined;
    if (known === undefined && body !== undefined && startsChild(body, checker, seen)) return true;
  }
  return ts.forEachChild(node, (child) => startsChild(child, checker, seen) || undefined) ?? false;
}

/** Whether an expression stands for a caught error, or for the cause of one. */
export function isFailure(node: ts.Expression, scope: Scope): boolean {
  const bare = unwrapped(node);
  if (ts.isPropertyAccessExpression(bare) && bare.name.text === 'cause') return isFailure(bare.expression, scope);
  if (!ts.isIdentifier(bare)) return false;
  const symbol = scope.lowering.checker.getSymbolAtLocation(bare);
  return symbol !== undefined && (isCaught(symbol) || isErrorType(scope.lowering.checker.getTypeAtLocation(bare)));
}

const isCaught = (symbol: ts.Symbol): boolean =>
  symbol.declarations?.some((declared) => ts.isCatchClause(declared.parent)) ?? false;

function isErrorType(type: ts.Type): boolean {
  const name = type.getSymbol()?.name;
  return name !== undefined && (name in classKinds || name === 'Error' || name === 'TemporalFailure');
}
