import { call } from '../calls.ts';
import { JsonataError } from '../errors.ts';
import { lookUp } from '../lookup.ts';
import { isEqual, isTruthy } from '../operators.ts';
import { checkTime, holdItems } from '../run.ts';
import type { Frame } from '../run.ts';
import { sorted } from '../sorting.ts';
import {
  appended,
  arityOf,
  asSequence,
  isFunction,
  isNumber,
  isObject,
  ownField,
  sequenceOf,
  setField,
} from '../values.ts';
import type { Callable, Items, Native } from '../values.ts';

type Implementation = Native['implementation'];

/** Calls back with as many of the arguments as the function takes, at least the first. */
const callBack = (callee: unknown, args: unknown[], frame: Frame): unknown => {
  const count = isFunction(callee) ? Math.max(1, arityOf(callee)) : 1;
  return call(callee, args.slice(0, count), null, frame);
};

const map: Implementation = ([items, callee], frame) => {
  if (items === undefined) return undefined;
  const results = sequenceOf();
  for (const [index, item] of (items as unknown[]).entries()) {
    const result = callBack(callee, [item, index, items], frame);
    if (result !== undefined) results.push(result);
  }
  holdItems(frame.run, results.length);
  return results;
};

const filter: Implementation = ([items, callee], frame) => {
  if (items === undefined) return undefined;
  const results = sequenceOf();
  for (const [index, item] of (items as unknown[]).entries()) {
    if (isTruthy(callBack(callee, [item, index, items], frame))) results.push(item);
  }
  holdItems(frame.run, results.length);
  return results;
};

const single: Implementation = ([items, callee], frame) => {
  if (items === undefined) return undefined;
  const found: unknown[] = [];
  for (const [index, item] of (items as unknown[]).entries()) {
    if (callee !== undefined && !isTruthy(callBack(callee, [item, index, items], frame))) continue;
    if (found.length === 1) throw new JsonataError({ code: 'D3138', index });
    found.push(item);
  }
  if (found.length === 0) throw new JsonataError({ code: 'D3139' });
  return found[0];
};

const reduce: Implementation = ([items, callee, initial], frame) => {
  if (items === undefined) return undefined;
  const arity = arityOf(callee as Callable);
  if (arity < 2) throw new JsonataError({ code: 'D3050', index: 1 });
  const rest = (items as unknown[]).entries();
  let result = initial;
  if (initial === undefined) result = rest.next().value?.[1];
  for (const [index, item] of rest) {
    result = call(callee, [result, item, index, items].slice(0, Math.min(4, arity)), null, frame);
  }
  return result;
};

const each: Implementation = ([object, callee], frame) => {
  const results = sequenceOf();
  for (const [key, value] of entriesOf(object)) {
    const result = callBack(callee, [value, key, object], frame);
    if (result !== undefined) results.push(result);
  }
  holdItems(frame.run, results.length);
  return results;
};

const sift: Implementation = ([object, callee], frame) => {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of entriesOf(object)) {
    if (isTruthy(callBack(callee, [value, key, object], frame))) setField(kept, key, value);
  }
  return Object.keys(kept).length === 0 ? undefined : kept;
};

/** An array's fields are its positions. */
const entriesOf = (value: unknown): [string, unknown][] =>
  isObject(value) || Array.isArray(value)
    ? Object.keys(value).map((key) => [key, ownField(value as Record<string, unknown>, key)])
    : [];

const sort: Implementation = ([items, comparator], frame) => {
  const list = items as unknown[] | undefined;
  if (list === undefined || list.length <= 1) return list;
  holdItems(frame.run, list.length);
  if (comparator !== undefined) {
    return sorted(list, (left, right) => isTrue(call(comparator, [left, right], null, frame)), frame.run);
  }
  if (!list.every(isNumber) && !list.every((item) => typeof item === 'string')) {
    throw new JsonataError({ code: 'D3070', index: 1 });
  }
  return sorted(list, (left, right) => (left as string) > (right as string), frame.run);
};

/** As JavaScript has it: the package does not cast what a comparator gives. */
const isTrue = (value: unknown): boolean => Boolean(value);

const keys: Implementation = ([value], frame) => {
  const names = new Set<string>();
  collectKeys(value, names);
  holdItems(frame.run, names.size);
  return asSequence([...names]);
};

const collectKeys = (value: unknown, names: Set<string>): void => {
  if (Array.isArray(value)) for (const item of value) collectKeys(item, names);
  else if (isObject(value)) for (const key of Object.keys(value)) names.add(key);
};

const append: Implementation = ([first, second], frame) => {
  const items = appended(first, second);
  // Most of it was there before; a loop that appends makes it again and again.
  if (Array.isArray(items)) holdItems(frame.run, items.length, 1 / 4);
  return items;
};

/** The parts of an array stay an array, even if there is only one. */
const spread: Implementation = ([value]) => {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.flatMap(spreadOf);
  return isObject(value) ? asSequence(spreadOf(value)) : value;
};

const spreadOf = (value: unknown): unknown[] => {
  if (Array.isArray(value)) return value.flatMap(spreadOf);
  if (isObject(value)) return entriesOf(value).map(([key, field]) => objectOf(key, field));
  return value === undefined ? [] : [value];
};

const objectOf = (key: string, value: unknown): Record<string, unknown> => {
  const object = {};
  setField(object, key, value);
  return object;
};

const merge: Implementation = ([objects]) => {
  if (objects === undefined) return undefined;
  const merged: Record<string, unknown> = {};
  for (const object of objects as unknown[]) {
    for (const [key, value] of entriesOf(object)) setField(merged, key, value);
  }
  return merged;
};

const reverse: Implementation = ([items], frame) => {
  const list = items as unknown[] | undefined;
  if (list === undefined || list.length <= 1) return list;
  holdItems(frame.run, list.length);
  return list.toReversed();
};

const shuffle: Implementation = ([items], frame) => {
  const list = items as unknown[] | undefined;
  if (list === undefined || list.length <= 1) return list;
  holdItems(frame.run, list.length);
  const shuffled = [...list];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(frame.run.ambient.random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
};

const distinct: Implementation = ([items], { run }) => {
  if (!Array.isArray(items) || items.length <= 1) return items;
  const results: Items = (items as Items).sequence ? sequenceOf() : [];
  const scalars = new Set<unknown>();
  const others: unknown[] = [];
  for (const item of items) {
    if (typeof item === 'object' && item !== null) {
      checkTime(run);
      if (others.some((other) => isEqual(other, item))) continue;
      others.push(item);
    } else {
      if (scalars.has(item)) continue;
      scalars.add(item);
    }
    results.push(item);
  }
  holdItems(run, results.length);
  return results;
};

const extreme =
  (choose: (left: number, right: number) => number): Implementation =>
  ([items]) =>
    items === undefined || (items as number[]).length === 0
      ? undefined
      : (items as number[]).reduce((left, right) => choose(left, right));

/** `$lookup` finds one key; `$keys`, `$each` and `$spread` see only own fields, whatever they are called. */
export const collectionFunctions: Record<string, Implementation> = {
  map,
  filter,
  single,
  reduce,
  each,
  sift,
  sort,
  keys,
  lookup: ([input, key]) => lookUp(input, key as string),
  append,
  spread,
  merge,
  reverse,
  shuffle,
  distinct,
  max: extreme(Math.max),
  min: extreme(Math.min),
};
