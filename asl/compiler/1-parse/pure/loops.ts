import ts from 'typescript';
import { call, conditional, lambda, literal, local, member, object } from '../../expr.ts';
import { countedLoop, loopIsNoList } from '../../diagnostics/expressions.ts';
import type { Expr, Local, ObjectEntry } from '../../ir.ts';
import {
  anyKind,
  booleanKind,
  isOnly,
  listKind,
  numberKind,
  objectKind,
  undefinedKind,
  without,
  type Kinds,
} from '../../kinds.ts';
import { lowerExpression } from '../expressions/expression.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import { isChangedIn, iterated, writtenIn } from '../written.ts';
import { lowerSequence } from './lower.ts';
import { counterOf } from './counter.ts';
import type { Effects } from './effects.ts';
import { lowerWrites } from './writes.ts';

/** A loop as a `reduce`: its state is what it changes, and whether it has ended early. */
export interface LoopState {
  value: Expr;
  read: (result: Expr) => [ts.Symbol, Expr][];
  returnKinds: Kinds;
}

interface Turns {
  node: ts.ForOfStatement | ts.ForStatement;
  list: Expr;
  /** Gives the turn's own names their values. */
  enter: (item: Expr, effects: Effects) => void;
  own: ReadonlySet<ts.Symbol>;
  item: Kinds;
}

export function lowerForOfState(node: ts.ForOfStatement, effects: Effects, mayReturn: boolean): LoopState | undefined {
  const { scope } = effects;
  const { checker, refuse } = scope.lowering;
  const list = lowerExpression(node.expression, scope);
  if (!ts.isVariableDeclarationList(node.initializer) || node.awaitModifier !== undefined) {
    refuse(loopIsNoList, node.initializer, node.initializer.getText());
    return undefined;
  }
  if (list.op !== 'refused' && !isOnly(list.kinds, listKind)) {
    refuse(loopIsNoList, node.expression, node.expression.getText());
    return undefined;
  }
  const root = iterated(node.expression);
  const symbol = ts.isIdentifier(root) ? checker.getSymbolAtLocation(root) : undefined;
  if (symbol !== undefined && isChangedIn(node.statement, symbol, checker)) {
    refuse(loopIsNoList, node.expression, `${symbol.name}, which the loop changes`);
    return undefined;
  }
  const pattern = node.initializer.declarations[0]!.name;
  const enter = (item: Expr, inner: Effects): void => {
    for (const { target, value, origin } of lowerWrites(pattern, item, inner.scope))
      inner.declare(target as ts.Symbol, value, origin);
  };
  return stateOf(
    {
      node,
      list,
      enter,
      own: new Set(),
      item: without(kindsOfType(checker.getTypeAtLocation(pattern), checker), undefinedKind),
    },
    effects,
    mayReturn,
  );
}

export function lowerCountedState(node: ts.ForStatement, effects: Effects): LoopState | undefined {
  const counter = counterOf(node, effects.scope);
  if (counter === undefined) {
    effects.scope.lowering.refuse(countedLoop, node);
    return undefined;
  }
  const { symbol, turns, at } = counter;
  const from = effects.keep('from', counter.from, node);
  const step = effects.keep('step', counter.step, node);
  const enter = (turn: Expr, inner: Effects): void => {
    inner.declare(symbol, at(from, step, turn), node);
  };
  return stateOf(
    { node, list: call('range', listKind, turns(from, step)), enter, own: new Set([symbol]), item: numberKind },
    effects,
    false,
  );
}

function stateOf(turns: Turns, effects: Effects, mayReturn: boolean): LoopState {
  const { node, list, enter, own } = turns;
  const { checker } = effects.scope.lowering;
  const symbols = [...writtenIn(node.statement, checker)].filter(
    (symbol) => !own.has(symbol) && effects.read(symbol) !== undefined,
  );
  const keys = new Map(
    symbols.map((symbol, at) => [
      symbol,
      `${symbol.name}${symbols.findIndex(({ name }) => name === symbol.name) === at ? '' : at}`,
    ]),
  );
  const [state, item]: Local[] = [{ name: 'state' }, { name: 'item' }];
  const kindsOf = (symbol: ts.Symbol): Kinds => symbolKinds(symbol, node, checker) | (effects.read(symbol)?.kinds ?? 0);
  const before = local(state!, objectKind);
  const leaves = mayReturn || hasBreak(node.statement);
  const only = symbols.length === 1 && !leaves ? symbols[0]! : undefined;
  const read = (from: Expr): [ts.Symbol, Expr][] =>
    symbols.map((symbol) => [
      symbol,
      only === undefined ? member(from, keys.get(symbol)!, kindsOf(symbol)) : { ...from, kinds: kindsOf(symbol) },
    ]);
  const write = (values: (symbol: ts.Symbol) => Expr, more: ObjectEntry[] = []): Expr =>
    only === undefined
      ? object([...symbols.map((symbol) => ({ key: literal(keys.get(symbol)!), value: values(symbol) })), ...more])
      : values(only);
  const initial = write((symbol) => effects.read(symbol)!);
  const body = bodyOf();
  const step = leaves ? conditional(member(before, 'done', booleanKind), before, body) : body;
  const first = leaves ? withDone(initial, false) : initial;
  const value = call(
    'reduce',
    only === undefined ? objectKind : kindsOf(only),
    list,
    lambda([state!, item!], step),
    first,
  );
  return { value, read, returnKinds: anyKind };

  function bodyOf(): Expr {
    const inner = effects.fork();
    const values = new Map(read(before));
    for (const [symbol, held] of values) inner.write(symbol, held, node);
    enter(local(item!, turns.item), inner);
    const now = (at: Effects): Expr => write((symbol) => at.read(symbol)!, leaves ? [done(false)] : []);
    const left = (at: Effects, more: ObjectEntry[] = []): Expr =>
      write((symbol) => at.read(symbol)!, [done(true), ...more]);
    const lowered = lowerSequence([node.statement], inner, {
      end: now,
      continue: now,
      break: (at) => left(at),
      ...(mayReturn
        ? {
            return: (given: Expr, at: Effects) =>
              left(at, [{ key: literal('returned'), value: object([{ key: literal('value'), value: given }]) }]),
          }
        : {}),
    });
    return lowered;
  }
}

const done = (value: boolean): ObjectEntry => ({ key: literal('done'), value: literal(value) });
const withDone = (state: Expr, value: boolean): Expr =>
  object([...(state.op === 'object' ? state.entries : [{ spread: state }]), done(value)]);

function symbolKinds(symbol: ts.Symbol, node: ts.Node, checker: ts.TypeChecker): Kinds {
  return kindsOfType(checker.getTypeOfSymbolAtLocation(symbol, symbol.valueDeclaration ?? node), checker);
}

function hasBreak(node: ts.Node): boolean {
  if (ts.isBreakStatement(node)) return true;
  if (ts.isFunctionLike(node) || ts.isIterationStatement(node, false) || ts.isSwitchStatement(node)) return false;
  return ts.forEachChild(node, (child) => (hasBreak(child) ? true : undefined)) ?? false;
}
