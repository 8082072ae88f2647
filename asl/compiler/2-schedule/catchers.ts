import type { Json } from '../../spec/states.ts';
import type { Expr, Instruction } from '../ir.ts';
import { isPlace, slice } from './slice.ts';
import { nodesOf, type Edge, type StateGraph } from './state-graph.ts';

/**
 * A handler that begins with tests of an activity failure's type becomes several catchers. One that only throws on what it got
 * becomes none: the failure goes up by itself.
 */
export function foldCatchers(graph: StateGraph): void {
  for (const node of nodesOf(graph)) {
    node.exits = node.exits.flatMap((exit) => (exit.kind === 'catch' ? catchersOf(exit) : [exit]));
    const last = node.exits.at(-1);
    if (last?.kind === 'catch' && isRethrown(last)) node.exits.pop();
  }
}

function catchersOf(edge: Edge): Edge[] {
  const { to, carried } = edge;
  const isActivity = carried[0]?.value.op === 'source' && carried[0].value.source === 'activityFailure';
  if (to.what.kind !== 'choice' || to.name.tag !== undefined || !isActivity) return [edge];
  const before = [...carried, ...to.before];
  const catchers: Edge[] = [];
  for (const [index, exit] of to.exits.entries()) {
    const next = { kind: 'catch' as const, carried: [...before, ...exit.carried], to: exit.to };
    if (exit.condition === undefined) {
      catchers.push({ ...next, errors: ['All'] });
      continue;
    }
    const condition = asked(before, exit.condition);
    const types = typesIn(condition);
    if (types !== undefined) {
      catchers.push({ ...next, errors: types });
      continue;
    }
    // `type !== 'X'` with one way on else: the two change places.
    const others = condition.op === 'not' ? typesIn(condition.value) : undefined;
    const last = to.exits[index + 1];
    if (others === undefined || last === undefined || last.condition !== undefined) return [edge];
    catchers.push(
      { kind: 'catch', carried: [...before, ...last.carried], to: last.to, errors: others },
      { ...next, errors: ['All'] },
    );
    break;
  }
  return withoutRepeats(catchers).flatMap((catcher) =>
    catcher.errors![0] === 'All' ? catchersOf(catcher) : [catcher],
  );
}

/** In terms of what was caught, however often that is. */
const asked = (before: readonly Instruction[], expr: Expr): Expr => slice(before, expr, isOfFailure);

const isOfFailure = (expr: Expr): boolean =>
  expr.op === 'member'
    ? isOfFailure(expr.object)
    : isPlace(expr) || (expr.op === 'source' && expr.source.endsWith('Failure'));

/** A type that an earlier catcher has is not in a later one. */
function withoutRepeats(catchers: Edge[]): Edge[] {
  const taken = new Set<string>();
  return catchers.flatMap((catcher) => {
    const errors = catcher.errors!.filter((error) => !taken.has(error));
    for (const error of errors) taken.add(error);
    return errors.length === 0 ? [] : [{ ...catcher, errors }];
  });
}

/** The types that a condition asks for, if it asks for nothing else. A name that no catcher can ask for stays a condition. */
function typesIn(condition: Expr): string[] | undefined {
  if (condition.op === 'or') {
    const [left, right] = [typesIn(condition.left), typesIn(condition.right)];
    return left && right && [...left, ...right];
  }
  if (condition.op === 'equal') {
    if (isType(condition.left)) return namesIn(condition.right, (value) => [value]);
    return isType(condition.right) ? namesIn(condition.left, (value) => [value]) : undefined;
  }
  if (condition.op === 'call' && condition.function === 'includes') {
    const [list, item] = condition.arguments;
    const isAsked =
      list !== undefined && list.op !== 'lambda' && item !== undefined && item.op !== 'lambda' && isType(item);
    return isAsked ? namesIn(list, (value) => (Array.isArray(value) ? value : undefined)) : undefined;
  }
  return undefined;
}

function namesIn(expr: Expr, listed: (value: Json) => Json[] | undefined): string[] | undefined {
  const values = expr.op === 'literal' ? listed(expr.value) : undefined;
  return values?.every(isErrorName) === true ? (values as string[]) : undefined;
}

const isErrorName = (value: Json): boolean =>
  typeof value === 'string' && value !== 'All' && !value.startsWith('States.');

const isType = (expr: Expr): boolean =>
  expr.op === 'member' &&
  expr.key === 'type' &&
  expr.object.op === 'source' &&
  expr.object.source === 'activityFailure';

function isRethrown({ to, carried }: Edge): boolean {
  if (to.what.kind !== 'fail' || to.name.tag !== undefined) return false;
  const before = [...carried, ...to.before];
  const { error, cause } = to.what;
  return isField(asked(before, error), 'type') && isField(asked(before, cause), 'message');
}

const isField = (expr: Expr, key: string): boolean =>
  expr.op === 'member' && expr.key === key && expr.object.op === 'source' && expr.object.source.endsWith('Failure');
