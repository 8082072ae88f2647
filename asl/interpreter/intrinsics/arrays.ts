import { limits } from '../../spec/limits.ts';
import type { Json } from '../../spec/states.ts';
import { isEqual } from '../equal.ts';
import { bucketsFor, hashOrder, javaHash } from '../java-hash.ts';
import { javaText } from '../java-text.ts';
import { arrayOf, integerOf, invalid, type Intrinsic } from './arguments.ts';

export const array: Intrinsic = (given) => [...given];

/** AWS compares what Java prints: '1' is in [1], and an object with its keys in another order is another one. */
export const arrayContains: Intrinsic = ([list, wanted = null]) => {
  const text = javaText(wanted);
  return arrayOf(list).some((item) => javaText(item) === text);
};

/** Of an empty array AWS gives null, whatever the index. */
export const arrayGetItem: Intrinsic = ([list, index]) => {
  const items = arrayOf(list);
  const at = integerOf(index);
  if (at < 0 || (at >= items.length && items.length > 0)) return invalid();
  return items[at] ?? null;
};

export const arrayLength: Intrinsic = ([list]) => arrayOf(list).length;

export const arrayPartition: Intrinsic = ([list, size]) => {
  const items = arrayOf(list);
  const length = integerOf(size);
  if (length < 1) return invalid();
  return Array.from({ length: Math.ceil(items.length / length) }, (_, at) =>
    items.slice(at * length, (at + 1) * length),
  );
};

export const arrayRange: Intrinsic = ([first, last, step]) => {
  const [start, end, stride] = [integerOf(first), integerOf(last), integerOf(step)];
  if (stride === 0) return invalid();
  const length = Math.max(0, Math.floor((end - start) / stride) + 1);
  if (length > limits.rangeItems) return invalid();
  return Array.from({ length }, (_, at) => start + at * stride);
};

/** AWS gives the items in the order of a java.util.HashSet. */
export const arrayUnique: Intrinsic = ([list]) => {
  const items = arrayOf(list);
  const byHash = new Map<number, Json[]>();
  const unique = items
    .map((item) => ({ item, hash: javaHash(item) }))
    .filter(({ item, hash }) => isNew(item, hash, byHash));
  const ordered = hashOrder(unique, ({ hash }) => hash, Math.max(16, bucketsFor(items.length)));
  return ordered.map(({ item }) => item);
};

function isNew(item: Json, hash: number, byHash: Map<number, Json[]>): boolean {
  const alike = byHash.get(hash) ?? [];
  if (alike.some((known) => isEqual(known, item))) return false;
  byHash.set(hash, [...alike, item]);
  return true;
}
