import { firstJavaInteger } from '../java-random.ts';
import { integerOf, invalid, type Intrinsic } from './arguments.ts';

/** Each argument is rounded, halves up; the sum stays within an `int`. */
export const mathAdd: Intrinsic = ([left, right]) =>
  integerOf(integerOf(left, Math.round) + integerOf(right, Math.round));

/** From the first number, below the second; a seed always gives the same number. */
export const mathRandom: Intrinsic = ([first, last, seed], { random }) => {
  const [start, end] = [integerOf(first), integerOf(last)];
  if (start >= end) return invalid();
  if (seed === undefined) return start + Math.floor(random() * (end - start));
  if (typeof seed !== 'number') return invalid();
  return start + firstJavaInteger(BigInt(Math.trunc(seed)), integerOf(end - start));
};
