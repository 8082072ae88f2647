import ts from 'typescript';
import { is, truthy, variable as read } from '../../expr.ts';
import { mayThrow } from '../../expr-effects.ts';
import type { Block, Expr } from '../../ir.ts';
import { nullish } from '../../kinds.ts';
import { awaitInChain } from '../../diagnostics/flow.ts';
import { lowerExpression } from '../expressions/expression.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import { lowerAwaited, noWords, type StateWords } from './lower.ts';
import { hint, near, newVariable, type Context } from './context.ts';
import { openBlock } from './graph-builder.ts';
import { namesIn } from './condition-names.ts';
import { hasStep, throws } from './steps.ts';
import { caught } from './may-throw.ts';
import { checkOrder } from './order.ts';
import { scopeOf } from './scope-of.ts';
import { isAssignment } from '../written.ts';

/** An expression that may hold awaits: states are made of them first, in the order in which JavaScript evaluates them. */
export function lowerFlowExpression(node: ts.Expression, context: Context): Expr {
  prepare(node, context);
  return caught(lowerExpression(node, scopeOf(context)), node, context);
}

/** Makes states of the awaits in an expression, and of what throws. Their results stand for them when it is lowered. */
export function prepare(node: ts.Expression, context: Context, words: StateWords = noWords): void {
  if (!hasStep(node, context) || context.resolved.has(node)) return;
  if (ts.isAwaitExpression(node) || throws(node, context)) {
    checkOrder(node, context);
    context.resolved.set(node, lowerAwaited(node, context, words));
  } else if (
    ts.isConditionalExpression(node) &&
    (hasStep(node.whenTrue, context) || hasStep(node.whenFalse, context))
  ) {
    context.resolved.set(node, lowerConditionalAwait(node, context, words));
  } else if (ts.isBinaryExpression(node) && isLazy(node.operatorToken.kind) && hasStep(node.right, context)) {
    context.resolved.set(node, lowerLazy(node, node.operatorToken.kind, context));
  } else if (
    ts.isBinaryExpression(node) &&
    isLazy(assigning.get(node.operatorToken.kind)) &&
    hasStep(node.right, context)
  ) {
    // `a ??= await b()` is `a = a ?? await b()`.
    context.resolved.set(node.right, lowerLazy(node, assigning.get(node.operatorToken.kind)!, context));
  } else if (isChain(node, context)) context.resolved.set(node, context.lowering.refuse(awaitInChain, node));
  else prepareParts(node, context, words);
}

function prepareParts(node: ts.Node, context: Context, words: StateWords): void {
  const parts: ts.Node[] = [];
  ts.forEachChild(node, (part) => void parts.push(part));
  const withStep = parts.filter((part) => hasStep(part, context));
  const last = parts.findLastIndex((part) => hasStep(part, context));
  for (const [index, part] of parts.entries()) {
    // A function's awaits are its own.
    if (ts.isFunctionLike(part)) continue;
    if (index < last && !hasStep(part, context))
      for (const operand of operandsOf(part)) computeBefore(operand, context);
    if (!ts.isExpression(part)) prepareParts(part, context, words);
    else if (hasStep(part, context)) prepare(part, context, withStep.length === 1 ? words : noWords);
    else readClocks(part, context);
  }
}

/** What is computed as it stands in a literal, a call, a template or beside an operator. */
function operandsOf(part: ts.Node): ts.Expression[] {
  if (ts.isPropertyAssignment(part)) return [part.initializer];
  if (ts.isTemplateSpan(part) || ts.isSpreadElement(part) || ts.isSpreadAssignment(part)) return [part.expression];
  const { parent } = part;
  const isOperand =
    ts.isArrayLiteralExpression(parent) ||
    (ts.isCallExpression(parent) && parent.expression !== part) ||
    (ts.isBinaryExpression(parent) && !isAssignment(parent));
  return isOperand && ts.isExpression(part) ? [part] : [];
}

/** What may fail in front of an await fails before anything is done. */
function computeBefore(node: ts.Expression, context: Context): void {
  if (ts.isFunctionLike(node) || context.resolved.has(node)) return;
  const value = lowerExpression(node, scopeOf(context));
  if (value.op !== 'refused' && !mayThrow(value)) return;
  const kept = newVariable('before', value.kinds);
  if (value.op !== 'refused') context.graph.assign(kept, caught(value, node, context), node);
  context.resolved.set(node, value.op === 'refused' ? value : read(kept));
}

/** A clock that is read before an await in the same expression is read before it. */
function readClocks(node: ts.Node, context: Context): void {
  if (ts.isFunctionLike(node)) return;
  if (ts.isCallExpression(node) && /^(Date\.now\(\)|new Date\(\)\.)/.test(node.getText())) {
    context.resolved.set(node, lowerExpression(node, scopeOf(context)));
    return;
  }
  ts.forEachChild(node, (part) => {
    readClocks(part, context);
  });
}

const assigning: ReadonlyMap<ts.SyntaxKind, ts.SyntaxKind> = new Map([
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, ts.SyntaxKind.AmpersandAmpersandToken],
  [ts.SyntaxKind.BarBarEqualsToken, ts.SyntaxKind.BarBarToken],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, ts.SyntaxKind.QuestionQuestionToken],
]);

const isLazy = (kind: ts.SyntaxKind | undefined): boolean =>
  kind === ts.SyntaxKind.AmpersandAmpersandToken ||
  kind === ts.SyntaxKind.BarBarToken ||
  kind === ts.SyntaxKind.QuestionQuestionToken;

const isChain = (node: ts.Expression, context: Context): boolean =>
  (ts.isCallExpression(node) || ts.isElementAccessExpression(node) || ts.isPropertyAccessExpression(node)) &&
  (node.flags & ts.NodeFlags.OptionalChain) !== 0 &&
  (ts.isCallExpression(node)
    ? node.arguments.some((argument) => hasStep(argument, context))
    : ts.isElementAccessExpression(node) && hasStep(node.argumentExpression, context));

/** `test ? await a() : await b()`, also awaited as a whole. */
export function lowerConditionalAwait(node: ts.ConditionalExpression, context: Context, words: StateWords): Expr {
  const test = truthy(lowerFlowExpression(node.condition, context));
  return lowerBranches(node, test, context, [
    (branch) => lowerAwaited(node.whenTrue, branch, words),
    (branch) => lowerAwaited(node.whenFalse, branch, words),
  ]);
}

/** `a && await b()`: the right side runs only when it decides. */
function lowerLazy(node: ts.BinaryExpression, operator: ts.SyntaxKind, context: Context): Expr {
  const left = lowerFlowExpression(node.left, context);
  const kept = newVariable('left', left.kinds);
  context.graph.assign(kept, left, node.left);
  const isNullish = operator === ts.SyntaxKind.QuestionQuestionToken;
  const decides = isNullish ? is(read(kept), nullish) : truthy(read(kept));
  const right = (branch: Context): Expr => lowerFlowExpression(node.right, branch);
  const keep = (): Expr => read(kept);
  const isOr = operator === ts.SyntaxKind.BarBarToken;
  return lowerBranches(node, decides, context, isOr ? [keep, right] : [right, keep]);
}

type BranchLowering = (context: Context) => Expr;

function lowerBranches(
  node: ts.Expression,
  test: Expr,
  context: Context,
  branches: [BranchLowering, BranchLowering],
): Expr {
  const { graph, lowering } = context;
  const { checker } = lowering;
  const type = checker.getTypeAtLocation(node);
  // Of `await (test ? a() : b())` the promise is here.
  const result = newVariable('chosen', kindsOfType(checker.getAwaitedType(type) ?? type, checker));
  const [then, otherwise, after]: Block[] = [openBlock(node), openBlock(node), openBlock(node)];
  const name = hint(context, `If${namesIn(node)}`, undefined);
  graph.endNamed(
    { kind: 'branch', rules: [{ condition: test, to: then! }], otherwise: otherwise! },
    name,
    node,
    undefined,
    then,
  );
  graph.assign(result, branches[0](near(context, 'then')), node);
  graph.end({ kind: 'goto', to: after! }, otherwise);
  graph.assign(result, branches[1](near(context, 'else')), node);
  graph.continueIn(after!);
  return read(result);
}
