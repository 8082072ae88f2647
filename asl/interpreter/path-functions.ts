import type { FilterPath, Operand, PathFunction, Segment } from '../spec/path.ts';
import type { Json } from '../spec/states.ts';
import { isObject } from './equal.ts';
import { PathMiss } from './path-miss.ts';

type Call = (value: Json | undefined, operands: (Json | undefined)[]) => Json | undefined;

/**
 * Jayway's functions at the end of a path: https://github.com/json-path/JsonPath#functions
 * Throws a PathMiss when there is no number to work on.
 */
export function callFunction(
  segment: Extract<Segment, { kind: 'function' }>,
  value: Json | undefined,
  read: (path: FilterPath) => Json | undefined,
): Json | undefined {
  const operands = segment.operands.map((operand) => valueOf(operand, read));
  const statistic = statistics[segment.name as keyof typeof statistics] as Statistic | undefined;
  if (statistic === undefined) return calls[segment.name as keyof typeof calls](value, operands);
  const numbers = [...listOf(value), ...operands.flatMap(listOf)].filter((item) => typeof item === 'number');
  if (numbers.length > 0) return statistic(numbers);
  throw new PathMiss('Aggregation function attempted to calculate value using empty array');
}

type Statistic = (numbers: readonly number[]) => number;

const statistics = {
  avg: (numbers) => sum(numbers) / numbers.length,
  max: (numbers) => numbers.reduce((most, one) => Math.max(most, one)),
  min: (numbers) => numbers.reduce((least, one) => Math.min(least, one)),
  stddev: (numbers) =>
    Math.sqrt(sum(numbers.map((one) => one * one)) / numbers.length - (sum(numbers) / numbers.length) ** 2),
  sum,
} satisfies Partial<Record<PathFunction, Statistic>>;

const calls: Record<Exclude<PathFunction, keyof typeof statistics>, Call> = {
  append: (value, operands) =>
    Array.isArray(value) ? [...value, ...operands.map((operand) => operand ?? null)] : value,
  concat: (value, operands) => [...listOf(value), ...operands.flatMap(listOf)].map(String).join(''),
  first: (value) => listOf(value).at(0),
  index: (value, [index]) => (typeof index === 'number' ? listOf(value).at(index) : undefined),
  keys: (value) => (isObject(value) ? Object.keys(value) : undefined),
  last: (value) => listOf(value).at(-1),
  length: sizeOf,
  size: sizeOf,
};

function valueOf(operand: Operand, read: (path: FilterPath) => Json | undefined): Json | undefined {
  if (operand.kind === 'literal') return operand.value;
  return operand.kind === 'path' ? read(operand.path) : undefined;
}

function listOf(value: Json | undefined): Json[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

function sizeOf(value: Json | undefined): number | undefined {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
