import { readTimestamp } from '../../spec/timestamp.ts';
import type { ChoiceTest, Json, LiteralOperator } from '../../spec/states.ts';
import { runtimeFailure, type Visit } from '../frame.ts';
import { read } from '../path-dataflow.ts';

/** https://states-language.net/#choice-state: a value of another type than the operator's compares as false, never as an error. */
export function holds(visit: Visit, test: ChoiceTest, input: Json): boolean {
  if ('And' in test) return test.And.every((part) => holds(visit, part, input));
  if ('Or' in test) return test.Or.some((part) => holds(visit, part, input));
  if ('Not' in test) return !holds(visit, test.Not, input);
  const variable = read(visit, visit.frame.program.path(test.Variable), { input });
  const operator = operatorOf(test);
  const operand = test[operator as keyof typeof test] as Json;
  if (operator === 'IsPresent') return variable.found === operand;
  if (!variable.found) throw invalidPath(visit, test.Variable);
  if (operator in types) return types[operator as keyof typeof types](variable.value) === operand;
  if (operator === 'StringMatches')
    return typeof variable.value === 'string' && matchesPattern(variable.value, operand as string);
  if (!operator.endsWith('Path')) return compare(operator as LiteralOperator, variable.value, operand);
  const other = read(visit, visit.frame.program.path(operand as string), { input });
  if (!other.found) throw invalidPath(visit, operand as string);
  return compare(operator.slice(0, -'Path'.length) as LiteralOperator, variable.value, other.value);
}

function invalidPath(visit: Visit, path: string): Error {
  return runtimeFailure(
    visit,
    `Invalid path '${path}': The choice state's condition path references an invalid value.`,
  );
}

const operators = /^(Boolean|Numeric|String|Timestamp|Is)[A-Z]/;

function operatorOf(test: object): string {
  return Object.keys(test).find((key) => operators.test(key))!;
}

const types: Record<'IsBoolean' | 'IsNull' | 'IsNumeric' | 'IsString' | 'IsTimestamp', (value: Json) => boolean> = {
  IsBoolean: (value) => typeof value === 'boolean',
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsTimestamp: (value) => typeof value === 'string' && readTimestamp(value) !== undefined,
};

function compare(operator: LiteralOperator, left: Json, right: Json): boolean {
  const [, type, relation] = /^(Boolean|Numeric|String|Timestamp)(.*)$/.exec(operator)! as unknown as [
    string,
    keyof typeof operands,
    Relation,
  ];
  const [a, b] = [operands[type](left), operands[type](right)];
  return a !== undefined && b !== undefined && relations[relation](a, b);
}

const operands: Record<
  'Boolean' | 'Numeric' | 'String' | 'Timestamp',
  (value: Json) => boolean | number | string | undefined
> = {
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  Numeric: (value) => (typeof value === 'number' ? value : undefined),
  String: (value) => (typeof value === 'string' ? value : undefined),
  Timestamp: (value) => (typeof value === 'string' ? readTimestamp(value) : undefined),
};

type Relation = 'Equals' | 'GreaterThan' | 'GreaterThanEquals' | 'LessThan' | 'LessThanEquals';
type Comparable = boolean | number | string;

/** Strings compare by UTF-16 units, as Java's do. */
const relations: Record<Relation, (a: Comparable, b: Comparable) => boolean> = {
  Equals: (a, b) => a === b,
  GreaterThan: (a, b) => a > b,
  GreaterThanEquals: (a, b) => a >= b,
  LessThan: (a, b) => a < b,
  LessThanEquals: (a, b) => a <= b,
};

/** `*` stands for any characters, `\*` for itself and `\\` for a backslash. A regular expression would try in exponential time. */
export function matchesPattern(text: string, pattern: string): boolean {
  const pieces = [''];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '*') pieces.push('');
    else if (char === '\\' && at + 1 < pattern.length) pieces[pieces.length - 1]! += pattern.charAt((at += 1));
    else pieces[pieces.length - 1]! += char;
  }
  const [first, ...rest] = pieces as [string, ...string[]];
  if (rest.length === 0) return text === first;
  const last = rest.pop()!;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let from = first.length;
  const end = text.length - last.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, from);
    if (found === -1 || found + piece.length > end) return false;
    from = found + piece.length;
  }
  return true;
}
