import type { Filter, FilterOperator, FilterPath, Operand } from '../spec/path.ts';
import type { Json } from '../spec/states.ts';
import { isEqual, isObject } from './equal.ts';
import { testPattern, type PatternBudget } from './path-pattern.ts';

/** Undefined: the path hits nothing. */
type Reader = (path: FilterPath) => Json | undefined;

/** Whether an item passes a filter, as Jayway compares: numbers and strings with each other by value, others by being the same. */
export function isMatch(filter: Filter, read: Reader, budget: PatternBudget): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => isMatch(part, read, budget));
    case 'or':
      return filter.parts.some((part) => isMatch(part, read, budget));
    case 'not':
      return !isMatch(filter.part, read, budget);
    case 'exists':
      return read(filter.path) !== undefined;
    case 'compare':
      return filter.operator === '=~'
        ? matchesPattern(filter.left, filter.right, read, budget)
        : comparisons[filter.operator](valueOf(filter.left, read), valueOf(filter.right, read));
  }
}

type Comparison = (left: Json | undefined, right: Json | undefined) => boolean;

const comparisons: Record<Exclude<FilterOperator, '=~'>, Comparison> = {
  '==': isSame,
  '!=': (left, right) => !isSame(left, right),
  '===': (left, right) => typeOf(left) === typeOf(right) && isSame(left, right),
  '!==': (left, right) => typeOf(left) !== typeOf(right) || !isSame(left, right),
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
  in: (left, right) => has(right, left),
  nin: (left, right) => Array.isArray(right) && !has(right, left),
  contains: (left, right) =>
    typeof left === 'string' ? typeof right === 'string' && left.includes(right) : has(left, right),
  all: (left, right) => Array.isArray(right) && right.every((item) => has(left, item)),
  size: (left, right) => (typeof left === 'string' || Array.isArray(left) ? left.length === right : false),
  empty: (left, right) => typeof right === 'boolean' && isEmpty(left) === right,
  subsetof: (left, right) => Array.isArray(left) && left.every((item) => has(right, item)),
  anyof: (left, right) => Array.isArray(left) && left.some((item) => has(right, item)),
  noneof: (left, right) => Array.isArray(left) && !left.some((item) => has(right, item)),
};

function valueOf(operand: Operand, read: Reader): Json | undefined {
  if (operand.kind === 'literal') return operand.value;
  return operand.kind === 'path' ? read(operand.path) : undefined;
}

/** The expression may stand on either side. */
function matchesPattern(left: Operand, right: Operand, read: Reader, budget: PatternBudget): boolean {
  const [pattern, subject] = left.kind === 'pattern' ? [left, right] : [right, left];
  if (pattern.kind !== 'pattern') return false;
  const value = valueOf(subject, read);
  if (value === null || value === undefined || typeof value === 'object') return false;
  return testPattern(pattern, String(value), budget);
}

function typeOf(value: Json | undefined): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isSame(left: Json | undefined, right: Json | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  if (typeof left === 'number' && typeof right === 'string') return right.trim() !== '' && Number(right) === left;
  if (typeof left === 'string' && typeof right === 'number') return left === String(right);
  return isEqual(left, right);
}

function ordered(isWanted: (order: number) => boolean): Comparison {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return isWanted(left - right);
    if (typeof left !== 'string' || typeof right !== 'string') return false;
    return isWanted(left < right ? -1 : Number(left > right));
  };
}

function has(list: Json | undefined, wanted: Json | undefined): boolean {
  return Array.isArray(list) && list.some((item) => isSame(item, wanted));
}

function isEmpty(value: Json | undefined): boolean | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : undefined;
}
