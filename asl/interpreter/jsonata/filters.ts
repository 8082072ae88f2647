import type { JsonataNode } from '../../spec/jsonata-ast.ts';
import { isTruthy } from './operators.ts';
import { frameWithTuple } from './tuples.ts';
import { isNumber, sequenceOf } from './values.ts';
import type { Evaluate, Items, Tuple } from './values.ts';
import type { Frame } from './run.ts';

/** `[…]` behind a value: the items at a position, at positions, or for which it holds. */
export type Filter = (value: unknown, frame: Frame) => unknown;

export const compileFilter = (evaluate: Evaluate, node: JsonataNode): Filter =>
  node.type === 'number' ? itemAt(node.value as number) : itemsWhere(evaluate);

const itemAt =
  (position: number): Filter =>
  (value) => {
    const items = itemsOf(value);
    const item = items[indexIn(items, position)];
    if (Array.isArray(item)) return item as unknown[];
    const found = emptyLike(items);
    if (item !== undefined) found.push(item);
    return found;
  };

const itemsWhere =
  (evaluate: Evaluate): Filter =>
  (value, frame) => {
    const items = itemsOf(value);
    const found = emptyLike(items);
    for (const [index, item] of items.entries()) {
      const [context, inner] = items.tupleStream
        ? [(item as Tuple)['@'], frameWithTuple(frame, item as Tuple)]
        : [item, frame];
      const answer = evaluate(context, inner);
      const positions = positionsIn(answer);
      if (!positions) {
        if (isTruthy(answer)) found.push(item);
        continue;
      }
      for (const position of positions) if (indexIn(items, position) === index) found.push(item);
    }
    return found;
  };

const itemsOf = (value: unknown): Items => (Array.isArray(value) ? (value as Items) : sequenceOf(value));

const emptyLike = (items: Items): Items => {
  const empty = sequenceOf();
  if (items.tupleStream) empty.tupleStream = true;
  return empty;
};

/** Negative positions count from the end. */
const indexIn = (items: unknown[], position: number): number => {
  const index = Math.floor(position);
  return index < 0 ? items.length + index : index;
};

const positionsIn = (answer: unknown): number[] | undefined => {
  if (isNumber(answer)) return [answer];
  return Array.isArray(answer) && answer.every(isNumber) ? answer : undefined;
};
