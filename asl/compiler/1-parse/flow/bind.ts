import ts from 'typescript';
import type { Expr, Local, Variable } from '../../ir.ts';
import { mapExpr } from '../../expr-effects.ts';
import { variable as read } from '../../expr.ts';
import { outerAssignment } from '../../diagnostics/flow.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import { lowerWrites } from '../pure/writes.ts';
import type { Write } from '../scope.ts';
import { caught } from './may-throw.ts';
import { newVariable, type Context } from './context.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { scopeOf } from './scope-of.ts';

/** Gives a declaration's names their values. */
export function bindPattern(pattern: ts.BindingName, value: Expr, context: Context): void {
  if (ts.isIdentifier(pattern)) declare(symbolOf(pattern, context), value, pattern, context);
  else applyWrites(lowerWrites(pattern, value, scopeOf(context)), context);
}

/** A name that is never written again, for a place in a value that does not change either, needs no variable. */
export function declare(symbol: ts.Symbol, value: Expr, origin: ts.Node, context: Context): void {
  if (!context.machine.isWritten(symbol) && isFixed(value, context)) {
    context.names.set(symbol, { kind: 'value', value });
    return;
  }
  const variable = declareVariable(symbol, context, value.kinds);
  context.graph.assign(variable, value, origin);
}

export function declareVariable(symbol: ts.Symbol, context: Context, kinds = 0): Variable {
  const declared = symbol.valueDeclaration;
  const type =
    declared === undefined ? undefined : context.lowering.checker.getTypeOfSymbolAtLocation(symbol, declared);
  const variable = newVariable(
    symbol.name,
    kinds | (type === undefined ? 0 : kindsOfType(type, context.lowering.checker)),
  );
  if (context.machine.isWritten(symbol)) changing.set(variable, context.graph);
  context.names.set(symbol, { kind: 'variable', variable, graph: context.graph });
  return variable;
}

/** Variables that the source writes again after their declaration, with the graph that may. */
const changing = new WeakMap<Variable, GraphBuilder>();

/** A literal, or a place in a value that stays as it is: it may be read again at any time. What a Map or Parallel sees of outside stays. */
export function isFixed(value: Expr, context: Context): boolean {
  switch (value.op) {
    case 'literal':
    case 'undefined':
    case 'refused':
      return true;
    case 'variable':
      return changing.get(value.variable) !== context.graph;
    case 'source':
      return value.source === 'input' || contextFields.has(value.source);
    case 'member':
      return !value.strict && isFixed(value.object, context);
    case 'index':
      return !value.strict && value.index.op === 'literal' && isFixed(value.list, context);
    case 'object':
      return value.entries.every(
        (entry) => 'key' in entry && entry.key.op === 'literal' && isFixed(entry.value, context),
      );
    default:
      return false;
  }
}

const contextFields: ReadonlySet<string> = new Set(['workflowId', 'runId', 'workflowType', 'startTime']);

/** Effects of pure code as instructions; gives what `value`, which may read names of theirs, comes to after them. */
export function applyWrites(writes: readonly Write[], context: Context, value?: Expr): Expr | undefined {
  const locals = new Map<Local, Variable>();
  const settled = (expr: Expr): Expr =>
    locals.size === 0
      ? expr
      : mapExpr(expr, (part) => {
          const known = part.op === 'local' ? locals.get(part.local) : undefined;
          return known === undefined ? undefined : read(known);
        });
  for (const { target, value: given, origin } of writes) {
    const result = caught(settled(given), origin, context);
    if (isLocal(target)) {
      const variable = newVariable(target.name, result.kinds);
      locals.set(target, variable);
      context.graph.assign(variable, result, origin);
    } else write(target, result, origin, context);
  }
  return value && settled(value);
}

const isLocal = (target: ts.Symbol | Local): target is Local => !('flags' in target);

function write(symbol: ts.Symbol, value: Expr, origin: ts.Node, context: Context): void {
  const binding = context.names.find(symbol);
  if (binding === undefined) declare(symbol, value, origin, context);
  else if (binding.kind !== 'variable') throw new Error(`'${symbol.name}' is written, yet has no variable`);
  else if (binding.graph !== context.graph) context.lowering.refuse(outerAssignment, origin, symbol.name);
  else {
    binding.variable.kinds |= value.kinds;
    context.graph.assign(binding.variable, value, origin);
  }
}

export function symbolOf(name: ts.Node, { lowering }: Context): ts.Symbol {
  const symbol = lowering.checker.getSymbolAtLocation(name);
  if (symbol === undefined) throw new Error(`no symbol for '${name.getText()}'`);
  return symbol;
}
