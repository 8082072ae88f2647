import { refused, source, undefinedExpr } from '../expr.ts';
import type { MachineIr } from '../ir.ts';
import { inputDefault, optionalInput } from '../diagnostics/flow.ts';
import { isOnly, mayBe, undefinedKind, without } from '../kinds.ts';
import { kindsOfType } from './kinds-of-type.ts';
import { bindPattern } from './flow/bind.ts';
import { commentOf } from './flow/comments.ts';
import { hint, type Context, type MachineContext } from './flow/context.ts';
import { Environment } from './flow/environment.ts';
import { lowerGraphBody } from './flow/function-body.ts';
import type { FunctionWithBody } from './flow/async-functions.ts';
import { GraphBuilder } from './flow/graph-builder.ts';
import type { Lowering } from './scope.ts';

/** A workflow as a graph: its parameter is the execution's input, what it returns the output. */
export function lowerMachine(
  name: string,
  declaration: FunctionWithBody,
  lowering: Lowering,
  machine: MachineContext,
): MachineIr {
  const graph = new GraphBuilder(declaration);
  const context: Context = {
    lowering,
    machine,
    graph,
    names: new Environment(),
    frame: undefined,
    labels: [],
    around: [],
    inlining: [declaration],
    resolved: new Map(),
    retried: false,
    repeats: false,
  };
  bindInput(declaration, context);
  const value = lowerGraphBody(declaration, context, true);
  graph.endNamed({ kind: 'return', value }, hint(context, 'Return', undefined), declaration, undefined);
  return { name, graph: { entry: graph.entry }, comment: commentOf(declaration).text, origin: declaration };
}

function bindInput({ parameters: [parameter, ...others] }: FunctionWithBody, context: Context): void {
  // They have been reported.
  for (const { name } of others) bindPattern(name, refused, context);
  if (parameter === undefined) return;
  const { checker, report } = context.lowering;
  const { initializer } = parameter;
  if (initializer !== undefined && initializer.getText() !== '{}') report(inputDefault, initializer);
  const kinds = kindsOfType(checker.getTypeAtLocation(parameter), checker);
  if (mayBe(kinds, undefinedKind) && !isOnly(kinds, undefinedKind)) report(optionalInput, parameter);
  const given = without(kinds, undefinedKind);
  bindPattern(parameter.name, given === 0 ? undefinedExpr : source('input', given), context);
}
