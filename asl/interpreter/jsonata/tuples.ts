import { bind, frameOf } from './run.ts';
import type { Frame } from './run.ts';
import type { Tuple } from './values.ts';
import { appended } from './values.ts';

/** An item of a path that binds variables (`@$x`, `#$i`, `%`): the item under `@`, the variables by name. */
export const tupleOf = (...parts: Tuple[]): Tuple => Object.assign(Object.create(null) as Tuple, ...parts) as Tuple;

export const frameWithTuple = (frame: Frame, tuple: Tuple): Frame => {
  const inner = frameOf(frame.run, frame);
  for (const name of Object.keys(tuple)) bind(inner, name, tuple[name]);
  return inner;
};

/** All of a group as one: each variable holds what the tuples hold, one after another. */
export const mergedTuple = (tuples: Tuple | Tuple[]): Tuple => {
  if (!Array.isArray(tuples)) return tuples;
  const merged = tupleOf(tuples[0] ?? {});
  for (const tuple of tuples.slice(1)) {
    for (const name of Object.keys(tuple)) merged[name] = appended(merged[name], tuple[name]);
  }
  return merged;
};
