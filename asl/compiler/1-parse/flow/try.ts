import ts from 'typescript';
import { equal, literal, variable as read } from '../../expr.ts';
import type { Block, Variable } from '../../ir.ts';
import { objectKind, textKind } from '../../kinds.ts';
import { catchPattern } from '../../diagnostics/flow.ts';
import { symbolOf } from './bind.ts';
import { hint, near, newVariable, within, type Context } from './context.ts';
import { Environment } from './environment.ts';
import type { Frame, Leaving } from './frames.ts';
import { hasStep } from './steps.ts';
import { openBlock } from './graph-builder.ts';
import { held, throwFailure } from './jumps.ts';
import { lowerStatements } from './lower.ts';

export function lowerTry(node: ts.TryStatement, context: Context): void {
  const { finallyBlock } = node;
  if (finallyBlock === undefined) lowerTryCatch(node, context);
  else if (hasStep(finallyBlock, context)) lowerOneFinalizer(node, finallyBlock, context);
  else lowerCopiedFinalizer(node, finallyBlock, context);
}

/** `try` and `catch`, without what is done at last. */
function lowerTryCatch({ tryBlock, catchClause }: ts.TryStatement, context: Context): void {
  if (catchClause === undefined) {
    lowerStatements(tryBlock.statements, context);
    return;
  }
  const { graph } = context;
  const { variableDeclaration, block } = catchClause;
  const caught = variableDeclaration?.name;
  const error = newVariable(caught !== undefined && ts.isIdentifier(caught) ? caught.text : 'error', objectKind);
  const [to, after] = [openBlock(catchClause), openBlock(catchClause)] as [Block, Block];
  lowerStatements(tryBlock.statements, within(context, { frame: { kind: 'catch', error, to, outer: context.frame } }));
  graph.end({ kind: 'goto', to: after }, to);
  const names = new Environment(context.names);
  const inner = near(within(context, { names }), 'catch');
  if (caught !== undefined && ts.isIdentifier(caught))
    names.set(symbolOf(caught, context), { kind: 'variable', variable: error, graph });
  else if (caught !== undefined) context.lowering.refuse(catchPattern, caught);
  lowerStatements(block.statements, inner);
  graph.continueIn(after);
}

/** Without an await a finalizer costs nothing: each way out has a copy of its own. */
function lowerCopiedFinalizer(node: ts.TryStatement, finallyBlock: ts.Block, context: Context): void {
  const { graph } = context;
  const error = newVariable('failure', objectKind);
  const [to, after] = [openBlock(finallyBlock), openBlock(finallyBlock)] as [Block, Block];
  const finish = (from: Context): void => {
    lowerStatements(finallyBlock.statements, near(within(from, { resolved: new Map() }), 'finally'));
  };
  const outside = (leaving: Leaving): Context => within(context, { graph: leaving.context.graph });
  const leave = (leaving: Leaving): void => {
    const value = leaving.value && held(leaving.value, leaving.origin, leaving.context);
    finish(outside(leaving));
    leaving.go(outside(leaving), value);
  };
  lowerTryCatch(node, within(context, { frame: { kind: 'finally', leave, error, to, outer: context.frame } }));
  finish(context);
  graph.end({ kind: 'goto', to: after }, to);
  finish(context);
  throwFailure(read(error), { ...context, returning: { origin: finallyBlock, tag: undefined, comment: undefined } });
  graph.continueIn(after);
}

/** With awaits there is one finalizer; a variable tells how it goes on behind it. */
function lowerOneFinalizer(node: ts.TryStatement, finallyBlock: ts.Block, context: Context): void {
  const { graph } = context;
  const completion = newVariable('completion', textKind);
  const error = newVariable('failure', objectKind);
  const [to, finalizer, after] = [openBlock(finallyBlock), openBlock(finallyBlock), openBlock(finallyBlock)] as [
    Block,
    Block,
    Block,
  ];
  const ways = new Map<string, Way>();
  const enter = (key: string, way: () => Way): Way => {
    const known = ways.get(key) ?? way();
    ways.set(key, known);
    graph.assign(completion, literal(key), finallyBlock);
    return known;
  };
  const leave = (leaving: Leaving): void => {
    const way = enterHeld(leaving);
    if (way.value !== undefined && leaving.value !== undefined) {
      graph.assign(way.value, leaving.value, leaving.origin);
      way.value.kinds |= leaving.value.kinds;
    }
    graph.end({ kind: 'goto', to: finalizer });
  };
  const enterHeld = (leaving: Leaving): Way =>
    enter(leaving.key, () => ({ value: leaving.value && newVariable('held', leaving.value.kinds), go: leaving.go }));
  const frame: Frame = { kind: 'finally', leave, error, to, outer: context.frame };
  lowerTryCatch(node, within(context, { frame }));
  enter('normal', () => ({
    value: undefined,
    go: () => {
      graph.end({ kind: 'goto', to: after });
    },
  }));
  graph.end({ kind: 'goto', to: finalizer }, to);
  const rethrow = { ...context, returning: { origin: finallyBlock, tag: undefined, comment: undefined } };
  enter('throw', () => ({
    value: undefined,
    go: () => {
      throwFailure(read(error), rethrow);
    },
  }));
  graph.continueIn(finalizer);
  lowerStatements(finallyBlock.statements, near(context, 'finally'));
  goOn(completion, [...ways], finallyBlock, context);
  graph.continueIn(after);
}

interface Way {
  value: Variable | undefined;
  go: Leaving['go'];
}

function goOn(completion: Variable, ways: readonly [string, Way][], origin: ts.Block, context: Context): void {
  const { graph } = context;
  const blocks = ways.map(() => openBlock(origin));
  const rules = ways
    .slice(0, -1)
    .map(([key], index) => ({ condition: equal(read(completion), literal(key)), to: blocks[index]! }));
  const name = hint(context, 'AfterFinally', undefined);
  graph.endNamed({ kind: 'branch', rules, otherwise: blocks.at(-1)! }, name, origin, undefined);
  for (const [index, [, { value, go }]] of ways.entries()) {
    graph.continueIn(blocks[index]!);
    go(context, value && read(value));
  }
}
