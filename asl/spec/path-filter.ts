import { nestingLimit, peek, skipBlanks, take, takeMatch } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { readLiteral, readPattern } from './path-literals.ts';
import { PathSyntaxError, filterOperators } from './path-types.ts';
import type { Filter, FilterOperator, FilterPath, Operand } from './path-types.ts';

type PathReader = (cursor: Cursor) => FilterPath;

const operatorWord = /[a-zA-Z]+/y;
const operatorSigns = /===|!==|==|!=|<=|>=|=~|<|>/y;

/** Reads `a && (b || !c)` up to what is no part of it. `||` binds less than `&&`, as in Java. */
export function readFilter(cursor: Cursor, readPath: PathReader): Filter {
  return readJoined(cursor, 'or', '||', () => readJoined(cursor, 'and', '&&', () => readTest(cursor, readPath)));
}

function readJoined(cursor: Cursor, kind: 'and' | 'or', sign: string, readPart: () => Filter): Filter {
  const first = readPart();
  const parts = [first];
  skipBlanks(cursor);
  while (take(cursor, sign)) {
    parts.push(readPart());
    skipBlanks(cursor);
  }
  return parts.length === 1 ? first : { kind, parts };
}

function readTest(cursor: Cursor, readPath: PathReader): Filter {
  skipBlanks(cursor);
  if ((cursor.depth += 1) > nestingLimit) throw new PathSyntaxError('filters are nested too deeply', cursor.at);
  const test = readNestedTest(cursor, readPath);
  cursor.depth -= 1;
  return test;
}

function readNestedTest(cursor: Cursor, readPath: PathReader): Filter {
  if (take(cursor, '!')) return { kind: 'not', part: readTest(cursor, readPath) };
  if (take(cursor, '(')) {
    const inner = readFilter(cursor, readPath);
    skipBlanks(cursor);
    if (!take(cursor, ')')) throw new PathSyntaxError("')' is missing", cursor.at);
    return inner;
  }
  return readComparison(cursor, readPath);
}

function readComparison(cursor: Cursor, readPath: PathReader): Filter {
  const left = readOperand(cursor, readPath);
  skipBlanks(cursor);
  const at = cursor.at;
  const operator = readOperator(cursor);
  if (operator === undefined) {
    if (left.kind !== 'path') throw new PathSyntaxError('an operator must follow', at);
    return { kind: 'exists', path: left.path };
  }
  skipBlanks(cursor);
  return { kind: 'compare', left, operator, right: readOperand(cursor, readPath) };
}

function readOperator(cursor: Cursor): FilterOperator | undefined {
  const at = cursor.at;
  const found = takeMatch(cursor, operatorSigns) ?? takeMatch(cursor, operatorWord)?.toLowerCase();
  if (found === undefined) return undefined;
  const operator = filterOperators.find((known) => known === found);
  if (operator === undefined) throw new PathSyntaxError(`'${found}' is not an operator of filters`, at);
  return operator;
}

export function readOperand(cursor: Cursor, readPath: PathReader): Operand {
  const first = peek(cursor);
  if (first === '@' || first === '$') return { kind: 'path', path: readPath(cursor) };
  if (first === '/') return readPattern(cursor);
  const at = cursor.at;
  const value = readLiteral(cursor);
  if (value === undefined) throw new PathSyntaxError('a path or a value must follow', at);
  return { kind: 'literal', value };
}
