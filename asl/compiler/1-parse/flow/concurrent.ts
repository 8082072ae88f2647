import ts from 'typescript';
import { compare, conditional, fail, literal, member, source, variable as read } from '../../expr.ts';
import type { Expr, Graph } from '../../ir.ts';
import { anyKind, isOnly, listKind, mayBe, numberKind, undefinedKind } from '../../kinds.ts';
import {
  bareAll,
  branchGivesUndefined,
  branchesNotListed,
  closureUnknown,
  concurrencyNotWhole,
  itemsNotAList,
  optionUnknown,
} from '../../diagnostics/flow.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import { lowerAwaited, noWords, type StateWords } from './lower.ts';
import { functionOf, isAsync, type FunctionValue } from './async-functions.ts';
import { bindPattern } from './bind.ts';
import { handlerOf, hint, isInTry, newVariable, within, type Context } from './context.ts';
import { Environment } from './environment.ts';
import { GraphBuilder } from './graph-builder.ts';
import { lowerGraphBody } from './function-body.ts';
import { pascal } from './names.ts';
import { lowerFlowExpression } from './prepare.ts';
import { endWithResult } from './states.ts';
import { unwrapped } from '../unwrapped.ts';

/** `mapConcurrently(items, limit, fn)`. */
export function lowerMapConcurrently(call: ts.CallExpression, context: Context, words: StateWords): Expr {
  const [items, limit, closure, options] = call.arguments;
  const { refuse } = context.lowering;
  if (items === undefined || limit === undefined || closure === undefined)
    return refuse(closureUnknown, call, call.getText());
  if (options !== undefined) return refuse(optionUnknown, options);
  const list = lowerFlowExpression(items, context);
  const concurrency = lowerFlowExpression(limit, context);
  if (!isConcurrency(concurrency)) return refuse(concurrencyNotWhole, limit, limit.getText());
  return lowerMap(call, { items, list, concurrency: atLeastOne(concurrency), closure }, context, words);
}

/** A MaxConcurrency of 0 is none at all. */
function atLeastOne(limit: Expr): Expr {
  if (limit.op === 'refused' || limit.op === 'literal') return limit;
  return conditional(compare('>=', limit, literal(1)), limit, fail('RangeError'));
}

const isConcurrency = (limit: Expr): boolean =>
  limit.op === 'refused' ||
  (limit.op === 'literal'
    ? Number.isInteger(limit.value) && (limit.value as number) >= 1
    : isOnly(limit.kinds, numberKind));

/** `Promise.all([…])` and `Promise.all(items.map(async …))`: where a rejection is not caught, siblings that run on make no difference. */
export function lowerPromiseAll(call: ts.CallExpression, context: Context, words: StateWords): Expr {
  const { refuse } = context.lowering;
  const [argument] = call.arguments;
  if (argument === undefined) return refuse(branchesNotListed, call);
  if (isInTry(context)) return refuse(bareAll, call);
  const bare = unwrapped(argument);
  if (ts.isArrayLiteralExpression(bare)) return lowerParallel(call, bare.elements.map(promiseBranch), context, words);
  if (
    ts.isCallExpression(bare) &&
    ts.isPropertyAccessExpression(bare.expression) &&
    bare.expression.name.text === 'map'
  ) {
    const [closure] = bare.arguments;
    if (closure === undefined) return refuse(closureUnknown, bare, bare.getText());
    const items = bare.expression.expression;
    return lowerMap(
      call,
      { items, list: lowerFlowExpression(items, context), concurrency: literal(0), closure },
      context,
      words,
    );
  }
  return refuse(branchesNotListed, argument);
}

interface MapParts {
  items: ts.Expression;
  list: Expr;
  concurrency: Expr;
  closure: ts.Expression;
}

function lowerMap(
  call: ts.CallExpression,
  { items, list, concurrency, closure }: MapParts,
  context: Context,
  words: StateWords,
): Expr {
  const { refuse } = context.lowering;
  const each = functionOf(closure, context);
  if (each === undefined) return refuse(closureUnknown, closure, closure.getText());
  if (list.op !== 'refused' && !isOnly(list.kinds, listKind)) return refuse(itemsNotAList, items, items.getText());
  const indexed = each.declaration.parameters.length > 1;
  checkResult(closure, context);
  const body = lowerGraph(closure, context, (inner) => {
    const iteration = source('iteration', anyKind);
    const parts = indexed ? [member(iteration, 'item', anyKind), member(iteration, 'index', numberKind)] : [iteration];
    return lowerClosure(each, parts, inner);
  });
  const base = words.variable === undefined ? `ForEach${itemName(each)}` : pascal(words.variable);
  return endWithResult(call, context, words, 'results', (result, to) => ({
    end: { kind: 'map', items: list, concurrency, indexed, body, result, to, handler: handlerOf(context) },
    base,
  }));
}

function itemName({ declaration }: FunctionValue): string {
  const [item] = declaration.parameters;
  return item !== undefined && ts.isIdentifier(item.name) ? pascal(item.name.text) : 'Item';
}

/** `allOf([() => …, () => …])`. */
export function lowerAllOf(call: ts.CallExpression, context: Context, words: StateWords): Expr {
  const [argument] = call.arguments;
  const bare = argument === undefined ? undefined : unwrapped(argument);
  if (bare === undefined || !ts.isArrayLiteralExpression(bare))
    return context.lowering.refuse(branchesNotListed, argument ?? call);
  const branches = bare.elements.map((element): Branch => ({
    origin: element,
    lower: (inner) => {
      const closure = functionOf(element, inner);
      if (closure === undefined) return inner.lowering.refuse(closureUnknown, element, element.getText());
      return lowerClosure(closure, [], inner);
    },
  }));
  return lowerParallel(call, branches, context, words);
}

/** JSON has no undefined: what gives it makes null of it, which is something else to whoever asks. */
function checkResult(branch: ts.Expression, { lowering: { checker, refuse } }: Context): void {
  const type = checker.getTypeAtLocation(branch);
  const returned = type.getCallSignatures()[0]?.getReturnType() ?? type;
  const kinds = kindsOfType(checker.getAwaitedType(returned) ?? returned, checker);
  if (kinds !== anyKind && kinds !== undefinedKind && mayBe(kinds, undefinedKind)) refuse(branchGivesUndefined, branch);
}

interface Branch {
  origin: ts.Expression;
  lower: (inner: Context) => Expr | undefined;
}

const promiseBranch = (element: ts.Expression): Branch => ({
  origin: element,
  lower: (inner) => {
    if (ts.isSpreadElement(element)) return inner.lowering.refuse(branchesNotListed, element);
    return lowerAwaited(element, inner, noWords);
  },
});

function lowerParallel(
  call: ts.CallExpression,
  branches: readonly Branch[],
  context: Context,
  words: StateWords,
): Expr {
  if (branches.length === 0) return literal([]);
  for (const { origin } of branches) checkResult(origin, context);
  const graphs = branches.map(({ origin, lower }) => lowerGraph(origin, context, lower));
  const base = words.variable === undefined ? 'AllOf' : pascal(words.variable);
  return endWithResult(call, context, words, 'results', (result, to) => ({
    end: { kind: 'parallel', branches: graphs, retry: [], result, to, handler: handlerOf(context) },
    base,
  }));
}

/** A graph of its own: what `lower` gives is what the iteration or branch gives; nothing, if all its ways have ended already. */
export function lowerGraph(origin: ts.Node, context: Context, lower: (inner: Context) => Expr | undefined): Graph {
  const graph = new GraphBuilder(origin, context.graph);
  const inner = within(context, {
    graph,
    names: new Environment(context.names),
    frame: { kind: 'graph', declaration: origin, outer: context.frame },
    repeats: true,
  });
  const value = lower(inner);
  if (value !== undefined)
    graph.endNamed({ kind: 'return', value }, hint(context, 'Return', undefined), origin, undefined);
  return { entry: graph.entry };
}

/** The closure's body in the graph that is being filled. */
export function lowerClosure(closure: FunctionValue, parts: readonly Expr[], inner: Context): Expr | undefined {
  const { declaration } = closure;
  const { checker } = inner.lowering;
  const context = within(inner, { names: new Environment(inner.names) });
  for (const [index, parameter] of declaration.parameters.entries()) {
    const part = parts[index];
    if (part === undefined) continue;
    const kinds = kindsOfType(checker.getTypeAtLocation(parameter), checker);
    if (ts.isIdentifier(parameter.name)) bindPattern(parameter.name, { ...part, kinds }, context);
    else {
      const item = newVariable('item', kinds);
      context.graph.assign(item, { ...part, kinds }, parameter);
      bindPattern(parameter.name, read(item), context);
    }
  }
  return lowerGraphBody(declaration, context, isAsync(declaration, checker));
}
