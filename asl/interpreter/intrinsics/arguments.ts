import type { Json, JsonObject } from '../../spec/states.ts';
import { isObject } from '../equal.ts';

/** What a call works with besides its arguments. */
export interface Sources {
  /** From 0, below 1. */
  random: () => number;
  uuid: () => string;
}

export type Intrinsic = (given: readonly Json[], sources: Sources) => Json;

/** AWS refuses the arguments. Without a message it says no more than that they are invalid. */
export class ArgumentFault extends Error {}

export function invalid(message = ''): never {
  throw new ArgumentFault(message);
}

export function arrayOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : invalid();
}

export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : invalid();
}

export function stringOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : invalid();
}

/** An `int` of Java. AWS's documentation promises rounding, AWS cuts the fraction off; States.MathAdd alone rounds. */
export function integerOf(value: Json | undefined, whole: (number: number) => number = Math.trunc): number {
  if (typeof value !== 'number') return invalid();
  const integer = whole(value) + 0;
  return integer >= -2_147_483_648 && integer <= 2_147_483_647 ? integer : invalid();
}
