import { nestingLimit, peek, skipBlanks, take, takeMatch } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { PathSyntaxError, type PatternOperand } from './path-types.ts';
import type { Json } from './states.ts';

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const plain = { "'": /[^'\\]+/y, '"': /[^"\\]+/y };
const number = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const word = /true|false|null/y;
const flags = /[a-zA-Z]*/y;

/** A string in single or double quotes; a backslash escapes as in Java. The cursor stands on the quote. */
export function readQuoted(cursor: Cursor): string {
  const start = cursor.at;
  const quote = peek(cursor);
  if (quote !== "'" && quote !== '"') throw new PathSyntaxError('a name in quotes must follow', start);
  cursor.at += 1;
  let value = '';
  while (!take(cursor, quote)) {
    const part = takeMatch(cursor, plain[quote]) ?? readEscape(cursor);
    if (part === undefined) throw new PathSyntaxError(`the closing ${quote} is missing`, start);
    value += part;
  }
  return value;
}

function readEscape(cursor: Cursor): string | undefined {
  if (!take(cursor, '\\')) return undefined;
  const unit = takeMatch(cursor, /u[0-9a-fA-F]{4}/y);
  if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit.slice(1), 16));
  const escaped = peek(cursor);
  cursor.at += 1;
  return escapes[escaped] ?? escaped;
}

/** A value in a filter: JSON, where strings may also stand in single quotes. Nothing when no value starts here. */
export function readLiteral(cursor: Cursor): Json | undefined {
  const first = peek(cursor);
  if (first === "'" || first === '"') return readQuoted(cursor);
  if (first === '[') return readList(cursor, ']', () => readItem(cursor));
  if (first === '{') return Object.fromEntries(readList(cursor, '}', () => readMember(cursor)));
  const found = takeMatch(cursor, number) ?? takeMatch(cursor, word);
  return found === undefined ? undefined : (JSON.parse(withoutLeadingZeros(found)) as Json);
}

function withoutLeadingZeros(text: string): string {
  return text.replace(/^(-?)0+(?=\d)/, '$1');
}

function readList<Item>(cursor: Cursor, close: string, readOne: () => Item): Item[] {
  if ((cursor.depth += 1) > nestingLimit) throw new PathSyntaxError('brackets are nested too deeply', cursor.at);
  cursor.at += 1;
  const items: Item[] = [];
  skipBlanks(cursor);
  while (!take(cursor, close)) {
    items.push(readOne());
    skipBlanks(cursor);
    if (take(cursor, ',')) skipBlanks(cursor);
    else if (peek(cursor) !== close) throw new PathSyntaxError(`',' or '${close}' must follow`, cursor.at);
  }
  cursor.depth -= 1;
  return items;
}

function readItem(cursor: Cursor): Json {
  const value = readLiteral(cursor);
  if (value === undefined) throw new PathSyntaxError('a value must follow', cursor.at);
  return value;
}

function readMember(cursor: Cursor): [string, Json] {
  const key = readQuoted(cursor);
  skipBlanks(cursor);
  if (!take(cursor, ':')) throw new PathSyntaxError("':' must follow", cursor.at);
  skipBlanks(cursor);
  return [key, readItem(cursor)];
}

/**
 * `/…/flags`, which must match the whole string, as Java's `matches` does. The cursor stands on the slash. Java's flags i, m
 * and s mean the same here; d, u and U change nothing for the text at hand.
 */
export function readPattern(cursor: Cursor): PatternOperand {
  const start = cursor.at;
  cursor.at += 1;
  const source = takeMatch(cursor, /(?:[^\\/]|\\[\s\S])*/y) ?? '';
  if (!take(cursor, '/')) throw new PathSyntaxError("the closing '/' is missing", start);
  const given = takeMatch(cursor, flags) ?? '';
  if (/[^imsduU]/.test(given)) throw new PathSyntaxError(`unknown flags '${given}' of a regular expression`, cursor.at);
  try {
    const pattern = new RegExp(
      `(?<![\\s\\S])(?:${source})(?![\\s\\S])`,
      [...new Set(given)].join('').replace(/[duU]/g, ''),
    );
    return { kind: 'pattern', pattern, choices: choicesOf(source) };
  } catch (error) {
    throw new PathSyntaxError(`not a regular expression: ${(error as Error).message}`, start);
  }
}

/** Rather too many than too few: escaped characters count too. */
function choicesOf(source: string): number {
  return /\)[*+?{]/.test(source) ? Infinity : (source.match(/[*+?{|]/g) ?? []).length;
}
