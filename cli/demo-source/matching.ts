import { ConditionError, parseInstant, type Comparison, type Condition, type Literal } from './conditions.ts';
import { fieldText } from './fields.ts';
import type { Selection } from './selection.ts';
import type { Key, Table, Version } from './table.ts';

/**
 * The rows that meet a condition (null: all). Bounds on the key that hold for the whole condition become a range, so that a
 * keyset page costs what it holds, not what the table holds.
 * @throws ConditionError for a field that no row has
 */
export function select(table: Table, condition: Condition | null): Selection {
  const parts = condition === null ? [] : 'all' in condition ? condition.all : [condition];
  const selection: Selection = { rows: table.rows, from: 0, to: table.rows.length, matches: null };
  const tests: ((row: Version) => boolean)[] = [];
  for (const part of parts) if (!narrow(table, selection, part)) tests.push(matcherOf(table, part));
  if (tests.length > 0) selection.matches = (row) => tests.every((matches) => matches(row));
  return selection;
}

function narrow(table: Table, selection: Selection, part: Condition): boolean {
  if (!('field' in part) || !isKey(part) || part.value.type !== 'number') return false;
  const { operator, value } = part;
  const after = table.firstAfter(value.value);
  // Keys are whole numbers: the first row from `value` on is the first after `value - 1`, unless the value has decimals.
  const from = typeof value.value === 'bigint' ? table.firstAfter(value.value - 1n) : after;
  if (operator === '!=') return false;
  if (operator !== '<' && operator !== '<=') selection.from = Math.max(selection.from, operator === '>' ? after : from);
  if (operator !== '>' && operator !== '>=') selection.to = Math.min(selection.to, operator === '<' ? from : after);
  return true;
}

const isKey = ({ field }: Comparison) => field.join('/') === 'id';
const isUpdate = ({ field }: Comparison) => ['lastupdated', '_info/lastupdated'].includes(field.join('/'));

function matcherOf(table: Table, condition: Condition): (row: Version) => boolean {
  if ('all' in condition || 'any' in condition) {
    const tests = ('all' in condition ? condition.all : condition.any).map((part) => matcherOf(table, part));
    return 'all' in condition ? (row) => tests.every((t) => t(row)) : (row) => tests.some((t) => t(row));
  }
  const { value } = condition;
  if (isKey(condition)) return (row) => compare(condition, row.key);
  if (isUpdate(condition)) {
    if (value.type !== 'datetime')
      throw new ConditionError('lastUpdated is compared with a date-time as in [2026-01-31T09:30:00Z]');
    return (row) => compare(condition, row.updated);
  }
  const name = condition.field.join('/');
  if (!table.rows.some((row) => field(row, condition) !== undefined))
    throw new ConditionError(`there is no field ${name}`);
  return (row) => compare(condition, field(row, condition));
}

type Comparable = Key | boolean | null | undefined;

/** What a field shows, of the literal's type; null: nothing; undefined: there is no such field or it is of another type. */
function field(row: Version, { field: path, value }: Comparison): Comparable {
  if (row.bad) return undefined;
  const text = fieldText(row.bytes.toString(), path);
  if (text === undefined || text === 'null') return text === undefined ? undefined : null;
  return comparable(text, value);
}

function comparable(text: string, { type }: Literal): Comparable {
  if (text.startsWith('"')) {
    const string = JSON.parse(text) as string;
    return type === 'datetime' ? (parseInstant(string) ?? string) : string;
  }
  if (text === 'true' || text === 'false') return text === 'true';
  // Whole numbers exactly, beyond 2^53 too.
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text);
}

/** As SQL compares: with nothing there no comparison holds but those with null themselves. */
function compare({ operator, value: { value } }: Comparison, found: Comparable): boolean {
  const there = found ?? null;
  if (value === null) return (operator === '=') === (there === null);
  if (there === null || kind(there) !== kind(value)) return false;
  if (operator === '<') return there < value;
  if (operator === '<=') return there <= value;
  if (operator === '>') return there > value;
  if (operator === '>=') return there >= value;
  // Neither less nor greater: equal, whether number or bigint.
  return (operator === '=') === !(there < value || there > value);
}

const kind = (value: Key | boolean) => (typeof value === 'bigint' ? 'number' : typeof value);
