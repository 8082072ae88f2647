import ts from 'typescript';
import { arithmetic, call, compare, index as at, literal, truthy, variable as read } from '../../expr.ts';
import type { Block, Expr, Variable } from '../../ir.ts';
import { booleanKind, isOnly, listKind, numberKind, undefinedKind, without } from '../../kinds.ts';
import { forAwait, forInRefused, listChanges, notAList } from '../../diagnostics/flow.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import { growsIn, isChangedIn, iterated } from '../written.ts';
import type { StateWords } from './lower.ts';
import { applyWrites, bindPattern, isFixed, symbolOf } from './bind.ts';
import { namesIn } from './condition-names.ts';
import { hint, newVariable, within, type Context } from './context.ts';
import { lowerVariables } from './declarations.ts';
import { lowerEffect } from './effect.ts';
import { Environment } from './environment.ts';
import { openBlock } from './graph-builder.ts';
import { pascal } from './names.ts';
import { lowerFlowExpression } from './prepare.ts';
import { noWords } from './lower.ts';
import { lowerStatement } from './lower.ts';

interface LoopParts {
  node: ts.Node;
  /** Undefined: always. */
  test: (context: Context) => Expr | undefined;
  body: (context: Context) => void;
  /** After each turn. */
  step: (context: Context) => void;
  name: string;
  testFirst: boolean;
}

/** A Choice before each turn, or after it. */
function lowerLoop(parts: LoopParts, context: Context, { tag, comment }: StateWords): void {
  const { graph } = context;
  const { node } = parts;
  const [head, body, step, after] = [openBlock(node), openBlock(node), openBlock(node), openBlock(node)] as [
    Block,
    Block,
    Block,
    Block,
  ];
  const mark: Variable = { ...newVariable('turns', booleanKind), marks: node };
  const inner = within(context, {
    frame: { kind: 'loop', labels: context.labels, breakTo: after, continueTo: step, outer: context.frame },
    labels: [],
    repeats: true,
  });
  const decide = (): void => {
    const condition = parts.test(inner);
    if (condition === undefined) {
      graph.end({ kind: 'goto', to: body });
      return;
    }
    const name = hint(context, parts.name, tag);
    const to = parts.testFirst ? body : marked(mark, true, body, node);
    const otherwise = marked(mark, false, after, node);
    graph.endNamed({ kind: 'branch', rules: [{ condition, to }], otherwise }, name, node, comment);
  };
  if (parts.testFirst) {
    graph.continueIn(head);
    decide();
  }
  graph.continueIn(body);
  parts.body(inner);
  graph.continueIn(step);
  parts.step(inner);
  if (parts.testFirst) graph.end({ kind: 'goto', to: marked(mark, true, head, node) }, after);
  else {
    decide();
    graph.end({ kind: 'goto', to: after }, after);
  }
}

/** A way that is known to belong to a loop. */
function marked(variable: Variable, isTurn: boolean, to: Block, origin: ts.Node): Block {
  return {
    ...openBlock(origin),
    instructions: [{ variable, value: literal(isTurn), origin }],
    end: { kind: 'goto', to },
  };
}

export function lowerWhile(node: ts.WhileStatement, context: Context, words: StateWords): void {
  const parts = loopOf(node, node.expression, node.statement, true);
  lowerLoop(parts, context, words);
}

export function lowerDo(node: ts.DoStatement, context: Context, words: StateWords): void {
  lowerLoop(loopOf(node, node.expression, node.statement, false), context, words);
}

const loopOf = (node: ts.Node, condition: ts.Expression, statement: ts.Statement, testFirst: boolean): LoopParts => ({
  node,
  test: isAlways(condition) ? () => undefined : (inner) => truthy(lowerFlowExpression(condition, inner)),
  body: (inner) => {
    lowerStatement(statement, inner);
  },
  step: () => undefined,
  name: `While${namesIn(condition)}`,
  testFirst,
});

const isAlways = (condition: ts.Expression): boolean => condition.kind === ts.SyntaxKind.TrueKeyword;

export function lowerFor(node: ts.ForStatement, context: Context, words: StateWords): void {
  const inner = within(context, { names: new Environment(context.names) });
  const { initializer, condition, incrementor, statement } = node;
  if (initializer !== undefined) {
    if (ts.isVariableDeclarationList(initializer)) lowerVariables(initializer, inner, noWords);
    else lowerEffect(initializer, inner);
  }
  const parts: LoopParts = {
    node,
    test:
      condition === undefined || isAlways(condition)
        ? () => undefined
        : (at) => truthy(lowerFlowExpression(condition, at)),
    body: (at) => {
      lowerStatement(statement, at);
    },
    step: (at) => {
      if (incrementor !== undefined) lowerEffect(incrementor, at);
    },
    name: condition === undefined ? 'Loop' : `While${namesIn(condition)}`,
    testFirst: true,
  };
  lowerLoop(parts, inner, words);
}

/** A list is gone through by a counter, as it was when the loop began. */
export function lowerForOf(node: ts.ForOfStatement, context: Context, words: StateWords): void {
  const { refuse, checker } = context.lowering;
  if (node.awaitModifier !== undefined) {
    refuse(forAwait, node.awaitModifier);
    return;
  }
  const given = lowerFlowExpression(node.expression, context);
  if (given.op !== 'refused' && !isOnly(given.kinds, listKind)) {
    refuse(notAList, node.expression, checker.typeToString(checker.getTypeAtLocation(node.expression)));
    return;
  }
  const { graph } = context;
  const list = keptList(node, given, context);
  const counter = { ...newVariable('index', numberKind), isCounter: true as const };
  graph.assign(counter, literal(0), node);
  const parts: LoopParts = {
    node,
    test: () => compare('<', read(counter), call('lengthOfList', numberKind, list)),
    body: (inner) => {
      const names = new Environment(inner.names);
      bindItem(node, { list, counter: read(counter) }, within(inner, { names }));
      lowerStatement(node.statement, within(inner, { names }));
    },
    step: () => {
      graph.assign(counter, arithmetic('+', read(counter), literal(1)), node);
    },
    name: `ForEach${itemName(node.initializer)}`,
    testFirst: true,
  };
  lowerLoop(parts, context, words);
}

function keptList(node: ts.ForOfStatement, given: Expr, context: Context): Expr {
  const { lowering, graph } = context;
  const bare = iterated(node.expression);
  const symbol = ts.isIdentifier(bare) ? lowering.checker.getSymbolAtLocation(bare) : undefined;
  const changes =
    symbol === undefined ? growsIn(node.statement, bare) : isChangedIn(node.statement, symbol, lowering.checker);
  if (changes) return lowering.refuse(listChanges, bare, bare.getText());
  if (isFixed(given, context)) return given;
  const kept = newVariable('items', given.kinds);
  graph.assign(kept, given, node.expression);
  return read(kept);
}

function bindItem(node: ts.ForOfStatement, { list, counter }: { list: Expr; counter: Expr }, context: Context): void {
  const { checker } = context.lowering;
  const { initializer } = node;
  const type = checker.getTypeAtLocation(
    ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]!.name : initializer,
  );
  // A list of JSON holds nothing that is undefined.
  const kinds = without(kindsOfType(type, checker), undefinedKind);
  const item = at(list, counter, kinds);
  if (!ts.isVariableDeclarationList(initializer)) {
    if (!ts.isIdentifier(initializer)) {
      context.lowering.refuse(forInRefused, initializer);
      return;
    }
    applyWrites([{ target: symbolOf(initializer, context), value: item, origin: initializer }], context);
    return;
  }
  const [declaration] = initializer.declarations;
  const pattern = declaration!.name;
  if (ts.isIdentifier(pattern)) {
    bindPattern(pattern, item, context);
    return;
  }
  const whole = newVariable('item', item.kinds);
  context.graph.assign(whole, item, pattern);
  bindPattern(pattern, read(whole), context);
}

function itemName(initializer: ts.ForInitializer): string {
  if (!ts.isVariableDeclarationList(initializer)) return pascal(initializer.getText());
  const name = initializer.declarations[0]!.name;
  return ts.isIdentifier(name) ? pascal(name.text) : 'Item';
}
