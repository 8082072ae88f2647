import type { Pair } from '../../spec/jsonata-ast.ts';
import { JsonataError } from './errors.ts';
import { holdItems } from './run.ts';
import type { Frame } from './run.ts';
import { frameWithTuple, mergedTuple } from './tuples.ts';
import { appended, setField } from './values.ts';
import type { Compile, Evaluate, Items, Tuple } from './values.ts';

interface CompiledPair {
  key: Evaluate;
  value: Evaluate;
}

interface Group {
  data: unknown;
  pair: CompiledPair;
}

/** `{ key: value, … }`, alone or behind a path: the items are grouped by their key, and each group gives one field. */
export const compileGroup = ({ lhs, position = 0 }: { lhs: Pair[]; position?: number }, compile: Compile): Evaluate => {
  const pairs = lhs.map(([key, value]) => ({ key: compile(key), value: compile(value) }));
  return (input, frame) => {
    const items = itemsOf(input);
    const isTuples = items.tupleStream === true;
    const result: Record<string, unknown> = {};
    for (const [key, { data, pair }] of groupsOf(items, pairs, position, frame)) {
      const value = isTuples ? valueOfTuples(data as Tuple | Tuple[], pair, frame) : pair.value(data, frame);
      if (value !== undefined) setField(result, key, value);
    }
    return result;
  };
};

/** Nothing is one item too, so that an object can be written without any context. */
const itemsOf = (input: unknown): Items => {
  if (!Array.isArray(input)) return [input];
  return input.length === 0 ? [undefined] : (input as Items);
};

const groupsOf = (items: Items, pairs: CompiledPair[], position: number, frame: Frame): Map<string, Group> => {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const [context, inner] = items.tupleStream
      ? [(item as Tuple)['@'], frameWithTuple(frame, item as Tuple)]
      : [item, frame];
    for (const pair of pairs) {
      const key = pair.key(context, inner);
      if (key === undefined) continue;
      if (typeof key !== 'string') throw new JsonataError({ code: 'T1003', position, value: key });
      const group = groups.get(key);
      if (!group) groups.set(key, { data: item, pair });
      else if (group.pair !== pair) throw new JsonataError({ code: 'D1009', position, value: key });
      else group.data = appended(group.data, item);
    }
  }
  holdItems(frame.run, items.length);
  return groups;
};

const valueOfTuples = (tuples: Tuple | Tuple[], pair: CompiledPair, frame: Frame): unknown => {
  const { '@': context, ...variables } = mergedTuple(tuples);
  return pair.value(context, frameWithTuple(frame, variables));
};
