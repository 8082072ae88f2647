import type { BinaryOperator } from '../../spec/jsonata-ast.ts';
import { JsonataError } from './errors.ts';
import { holdItems, holdText } from './run.ts';
import type { Run } from './run.ts';
import { isFunction, isNumber, ownField, sequenceOf } from './values.ts';
import type { Items } from './values.ts';
import { stringOf } from './strings.ts';

export type Operator = (left: unknown, right: unknown, run: Run) => unknown;

const arithmetic =
  (calculate: (left: number, right: number) => number): Operator =>
  (left, right) => {
    if (left !== undefined && !isNumber(left)) throw new JsonataError({ code: 'T2001', value: left });
    if (right !== undefined && !isNumber(right)) throw new JsonataError({ code: 'T2002', value: right });
    return left === undefined || right === undefined ? undefined : calculate(left, right);
  };

const comparison =
  (isRight: (order: number) => boolean): Operator =>
  (left, right) => {
    if (!isComparable(left) || !isComparable(right)) {
      throw new JsonataError({ code: 'T2010', value: isOrdered(left) ? right : left });
    }
    if (left === undefined || right === undefined) return undefined;
    if (typeof left !== typeof right) throw new JsonataError({ code: 'T2009', value: left, value2: right });
    return isRight(orderOf(left, right));
  };

/** As Java compares: NaN comes after everything. */
const orderOf = (left: string | number, right: string | number): number => {
  if (left === right) return 0;
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return left < right ? -1 : 1;
};

export const isOrdered = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';
const isComparable = (value: unknown): value is string | number | undefined => value === undefined || isOrdered(value);

const equality =
  (wanted: boolean): Operator =>
  (left, right) =>
    left !== undefined && right !== undefined && isEqual(left, right) === wanted;

export const isEqual = (left: unknown, right: unknown): boolean => {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (isFunction(left) || isFunction(right)) return false;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isEqual(item, right[index]));
  }
  if (Array.isArray(left) || Array.isArray(right)) return false;
  return hasEqualFields(left as Record<string, unknown>, right as Record<string, unknown>);
};

const hasEqualFields = (left: Record<string, unknown>, right: Record<string, unknown>): boolean => {
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isEqual(ownField(left, key), ownField(right, key)))
  );
};

const concatenate: Operator = (left, right, run) =>
  holdText(run, (left === undefined ? '' : stringOf(left)) + (right === undefined ? '' : stringOf(right)));

const range: Operator = (from, to, run) => {
  if (from !== undefined && !isInteger(from)) throw new JsonataError({ code: 'T2003', value: from });
  if (to !== undefined && !isInteger(to)) throw new JsonataError({ code: 'T2004', value: to });
  if (from === undefined || to === undefined || from > to) return undefined;
  const size = to - from + 1;
  if (size > 1e7) throw new JsonataError({ code: 'D2014', value: size });
  holdItems(run, size);
  const items: Items = sequenceOf();
  for (let item = from; item <= to; item++) items.push(item);
  return items;
};

const isInteger = (value: unknown): value is number => Number.isInteger(value);

const isIn: Operator = (item, items) => {
  if (item === undefined || items === undefined) return false;
  return Array.isArray(items) ? items.includes(item) && !Number.isNaN(item) : items === item;
};

/** `and` and `or` are not here: they may leave their right side out. */
export const operators: Record<Exclude<BinaryOperator, 'and' | 'or'>, Operator> = {
  '+': arithmetic((left, right) => left + right),
  '-': arithmetic((left, right) => left - right),
  '*': arithmetic((left, right) => left * right),
  '/': arithmetic((left, right) => left / right),
  '%': arithmetic((left, right) => left % right),
  '=': equality(true),
  '!=': equality(false),
  '<': comparison((order) => order < 0),
  '<=': comparison((order) => order <= 0),
  '>': comparison((order) => order > 0),
  '>=': comparison((order) => order >= 0),
  '&': concatenate,
  '..': range,
  in: isIn,
};

/** As `$boolean`, nothing being false: empty strings, arrays and objects, 0, null, functions and arrays of such are false. */
export const isTruthy = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(isTruthy);
  if (typeof value === 'string') return value !== '';
  if (typeof value === 'object') return value !== null && !isFunction(value) && Object.keys(value).length > 0;
  return value === true || (isNumber(value) && value !== 0);
};
