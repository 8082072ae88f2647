import { atEnd, cursorOf, nestingLimit, peek, skipBlanks, take, takeMatch } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { readFilter, readOperand } from './path-filter.ts';
import { readQuoted } from './path-literals.ts';
import { PathSyntaxError, pathFunctions } from './path-types.ts';
import type { FilterPath, Operand, Path, PathFunction, Segment } from './path-types.ts';

export { PathSyntaxError } from './path-types.ts';
export type {
  Filter,
  FilterOperator,
  FilterPath,
  Operand,
  Path,
  PathFunction,
  PatternOperand,
  Segment,
} from './path-types.ts';

/** Unicode identifiers: https://states-language.net/#variables */
const variableName = /\p{ID_Start}[\p{ID_Continue}\u200c\u200d]*/uy;
const bareName = /[^.[( ]+/y;
/** Inside a filter a name also ends where an operator or the filter itself may follow. */
const bareNameInFilter = /[^.[\]( \t\r\n<>=~!&|),]+/y;
const arrayContent = /[-0-9:, ]+/y;
/** Far more than anybody writes, far less than the call stack holds. */
const maxSegments = 1000;

/**
 * Reads a path of the JSONPath dialect that AWS uses: Jayway JsonPath (https://github.com/json-path/JsonPath), with `$$` for
 * the context object and `$name` for variables (https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html).
 * Throws a PathSyntaxError.
 */
export function parsePath(text: string): Path {
  const cursor = cursorOf(text);
  const start = readRoot(cursor);
  const segments = readSegments(cursor, false);
  if (!atEnd(cursor)) throw new PathSyntaxError(`'${peek(cursor)}' cannot stand here`, cursor.at);
  return { text, ...start, segments, definite: isDefinite(segments), reference: segments.every(isReferenceSegment) };
}

function readRoot(cursor: Cursor): Pick<Path, 'root' | 'variable'> {
  if (!take(cursor, '$')) throw new PathSyntaxError("a path starts with '$'", 0);
  if (take(cursor, '$')) return { root: 'context' };
  const variable = takeMatch(cursor, variableName);
  return variable === undefined ? { root: 'input' } : { root: 'variable', variable };
}

/** Reads segments as long as they follow each other. */
function readSegments(cursor: Cursor, inFilter: boolean): Segment[] {
  const segments: Segment[] = [];
  while (peek(cursor) === '.' || peek(cursor) === '[') {
    if (segments.length >= maxSegments) throw new PathSyntaxError('the path has too many steps', cursor.at);
    segments.push(...readStep(cursor, inFilter));
  }
  return segments;
}

function readStep(cursor: Cursor, inFilter: boolean): Segment[] {
  if (take(cursor, '..')) return [{ kind: 'scan' }, readAfterDot(cursor, inFilter)];
  if (take(cursor, '.')) return [readAfterDot(cursor, inFilter)];
  return [readBracket(cursor)];
}

function readAfterDot(cursor: Cursor, inFilter: boolean): Segment {
  if (peek(cursor) === '[') return readBracket(cursor);
  if (take(cursor, '*')) return { kind: 'wildcard' };
  const start = cursor.at;
  const name = takeMatch(cursor, inFilter ? bareNameInFilter : bareName);
  if (name === undefined)
    throw new PathSyntaxError(atEnd(cursor) ? 'a path cannot end with a dot' : 'a field name must follow', start);
  if (peek(cursor) === '(') return readFunction(cursor, name, start);
  if (peek(cursor) === ' ' && !inFilter) {
    throw new PathSyntaxError("a field name with blanks needs brackets and quotes: ['my field']", cursor.at);
  }
  return { kind: 'fields', names: [name] };
}

function isPathFunction(name: string): name is PathFunction {
  return (pathFunctions as readonly string[]).includes(name);
}

function readFunction(cursor: Cursor, name: string, start: number): Segment {
  if (!isPathFunction(name)) throw new PathSyntaxError(`'${name}' is not a function of paths`, start);
  take(cursor, '(');
  const operands: Operand[] = [];
  skipBlanks(cursor);
  while (!take(cursor, ')')) {
    operands.push(readOperand(cursor, readFilterPath));
    skipBlanks(cursor);
    if (take(cursor, ',')) skipBlanks(cursor);
    else if (peek(cursor) !== ')') throw new PathSyntaxError("',' or ')' must follow", cursor.at);
  }
  return { kind: 'function', name, operands };
}

function readBracket(cursor: Cursor): Segment {
  const start = cursor.at;
  take(cursor, '[');
  skipBlanks(cursor);
  const segment = readInBracket(cursor, start);
  skipBlanks(cursor);
  if (!take(cursor, ']')) throw new PathSyntaxError("']' is missing", cursor.at);
  return segment;
}

function readInBracket(cursor: Cursor, start: number): Segment {
  if (take(cursor, '*')) return { kind: 'wildcard' };
  if (peek(cursor) === "'" || peek(cursor) === '"') return { kind: 'fields', names: readNames(cursor) };
  if (take(cursor, '?')) return readFilterSegment(cursor, start);
  const at = cursor.at;
  const content = takeMatch(cursor, arrayContent);
  if (content === undefined) throw new PathSyntaxError("a name in quotes, an index, '*' or '?' must follow '['", at);
  return content.includes(':') ? sliceOf(content, at) : indexesOf(content, at);
}

function readNames(cursor: Cursor): string[] {
  const names: string[] = [];
  do {
    skipBlanks(cursor);
    names.push(readQuoted(cursor));
    skipBlanks(cursor);
  } while (take(cursor, ','));
  return names;
}

function readFilterSegment(cursor: Cursor, start: number): Segment {
  skipBlanks(cursor);
  if (!take(cursor, '(')) throw new PathSyntaxError("'(' must follow '?'", cursor.at);
  if ((cursor.depth += 1) > nestingLimit) throw new PathSyntaxError('filters are nested too deeply', cursor.at);
  const filter = readFilter(cursor, readFilterPath);
  cursor.depth -= 1;
  skipBlanks(cursor);
  if (!take(cursor, ')')) throw new PathSyntaxError("an operator or ')' must follow", cursor.at);
  return { kind: 'filter', filter, text: `${cursor.text.slice(start, cursor.at)}]` };
}

/** The cursor stands on `@` or `$`. */
function readFilterPath(cursor: Cursor): FilterPath {
  const root = take(cursor, '@') ? 'item' : 'document';
  if (root === 'document') take(cursor, '$');
  const segments = readSegments(cursor, true);
  return { root, segments, definite: isDefinite(segments) };
}

function indexesOf(content: string, at: number): Segment {
  const indexes = content.split(',').map((part) => integerOf(part, at));
  return { kind: 'indexes', indexes };
}

/** Jayway has no step: it reads the first two parts and drops the rest. */
function sliceOf(content: string, at: number): Segment {
  const [from = '', to = ''] = content.split(':').map((part) => part.trim());
  if (from === '' && to === '') throw new PathSyntaxError('a slice needs a start or an end', at);
  return {
    kind: 'slice',
    ...(from === '' ? {} : { from: integerOf(from, at) }),
    ...(to === '' ? {} : { to: integerOf(to, at) }),
  };
}

function integerOf(part: string, at: number): number {
  const digits = part.trim();
  if (!/^-?\d{1,10}$/.test(digits) || Math.abs(Number(digits)) > 2_147_483_647) {
    throw new PathSyntaxError(`'${digits}' is not an index`, at);
  }
  return Number(digits);
}

/** A function over a scan from the root works on all hits at once, so it gives one value. */
export function isAggregate(segments: readonly Segment[]): boolean {
  return segments[0]?.kind === 'scan' && segments.at(-1)?.kind === 'function';
}

function isDefinite(segments: readonly Segment[]): boolean {
  return (
    isAggregate(segments) || segments.every((segment, at) => isDefiniteSegment(segment, at === segments.length - 1))
  );
}

/** Several names at the end pick one object's fields; before the end each name goes its own way. */
export function isDefiniteSegment(segment: Segment, isLast: boolean): boolean {
  if (segment.kind === 'fields') return segment.names.length === 1 || isLast;
  if (segment.kind === 'indexes') return segment.indexes.length === 1;
  return segment.kind === 'function';
}

function isReferenceSegment(segment: Segment): boolean {
  return (
    (segment.kind === 'fields' && segment.names.length === 1) ||
    (segment.kind === 'indexes' && segment.indexes.length === 1 && segment.indexes[0]! >= 0)
  );
}
