import { cursorOf, peek, take, takeMatch, type Cursor } from '../spec/cursor.ts';
import type { Json } from '../spec/states.ts';

interface Place {
  /** From 1, as Jackson counts. */
  line: number;
  column: number;
}

/** A text is not JSON, in the words of Jackson, the JSON library of AWS. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';
  readonly line: number;
  readonly column: number;
  readonly #opened: (Place & { words: string }) | undefined;

  constructor(message: string, { line, column }: Place, opened?: Place & { words: string }) {
    super(message);
    this.line = line;
    this.column = column;
    this.#opened = opened;
  }

  /** The message with all that Jackson adds to it. `source` is what it calls the text: `[Source: (String)"…"`, left open. */
  describe(source: string): string {
    if (this.#opened === undefined) return this.message;
    const { words, line, column } = this.#opened;
    return `${this.message} (${words} ${source}; line: ${line}, column: ${column}])`;
  }
}

/** Reads JSON as Jackson does: a blank text is null. Throws a JsonFault. */
export function parseJson(text: string): Json {
  if (/^[ \t\r\n]*$/.test(text)) return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw faultOf(text);
  }
}

const values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const blanks = /[ \t\r\n]*/y;
const word = /[\p{L}\p{Nl}$_][\p{L}\p{Nl}\p{Nd}$_]*/uy;
const digits = /\d+/y;
const stringPart = /[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

type Kind = 'root' | 'Array' | 'Object';

interface Reader extends Cursor {
  /** Arrays and objects that are open, with where they start; the outermost first. */
  readonly open: { kind: Exclude<Kind, 'root'>; at: number }[];
}

function faultOf(text: string): JsonFault {
  const reader: Reader = { ...cursorOf(text), open: [] };
  try {
    do readValue(reader);
    while (readAfterValue(reader));
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
  return unexpected(reader, 'Expected space separating root-level values');
}

/** Reads a value, or the start of an array or object up to its first value. */
function readValue(reader: Reader): void {
  const first = peek(reader);
  if (first === '{' || first === '[') openContainer(reader, first === '{' ? 'Object' : 'Array');
  else if (take(reader, '"')) readString(reader, ': was expecting closing quote for a string value', 'string value');
  else if (/[-\d]/.test(first)) readNumber(reader);
  else readWord(reader);
}

function openContainer(reader: Reader, kind: 'Array' | 'Object'): void {
  reader.open.push({ kind, at: reader.at });
  reader.at += 1;
  skip(reader);
  if (isClosing(peek(reader))) {
    closeContainer(reader);
    // An empty one is a value that has been read.
    return;
  }
  if (kind === 'Object') readName(reader);
  readValue(needMore(reader));
}

/** Whether a further value starts here. */
function readAfterValue(reader: Reader): boolean {
  skip(reader);
  const container = reader.open.at(-1);
  if (container === undefined) return false;
  needMore(reader);
  if (isClosing(peek(reader))) {
    closeContainer(reader);
    return readAfterValue(reader);
  }
  if (!take(reader, ',')) throw unexpected(reader, `was expecting comma to separate ${container.kind} entries`);
  skip(reader);
  if (peek(reader) === '') throw endBetween(reader, container.kind);
  if (container.kind === 'Object') readName(reader);
  return true;
}

function readName(reader: Reader): void {
  needMore(reader);
  if (!take(reader, '"')) throw unexpected(reader, 'was expecting double-quote to start field name');
  readString(reader, ' in field name', 'name');
  skip(reader);
  if (peek(reader) === '') throw endBetween(reader, 'Object');
  if (!take(reader, ':')) throw unexpected(reader, 'was expecting a colon to separate field name and value');
  skip(reader);
  if (peek(reader) === '') throw endBetween(reader, 'Object');
}

function closeContainer(reader: Reader): void {
  const { kind, at } = reader.open.pop()!;
  const wanted = kind === 'Object' ? '}' : ']';
  const found = peek(reader);
  reader.at += 1;
  if (found === wanted) return;
  throw new JsonFault(`Unexpected close marker '${found}': expected '${wanted}'`, placeOf(reader.text, reader.at - 1), {
    words: `for ${kind} starting at`,
    ...placeOf(reader.text, at),
  });
}

function readString(reader: Reader, end: string, what: string): void {
  while (takeMatch(reader, stringPart) !== undefined);
  if (take(reader, '"')) return;
  const next = peek(reader);
  if (next === '' || (next === '\\' && peek(reader, 1) === '')) {
    reader.at = reader.text.length;
    throw fault(reader, `Unexpected end-of-input${end}`);
  }
  if (next !== '\\') {
    const message = `Illegal unquoted character (${described(reader)}): has to be escaped using backslash to be included in ${what}`;
    throw new JsonFault(message, placeOf(reader.text, reader.at));
  }
  reader.at += 1;
  if (peek(reader) !== 'u')
    throw new JsonFault(`Unrecognized character escape ${described(reader)}`, placeOf(reader.text, reader.at));
  reader.at += 1;
  takeMatch(reader, /[0-9a-fA-F]{1,3}/y);
  throw unexpected(reader, 'expected a hex-digit for character escape sequence');
}

function readNumber(reader: Reader): void {
  const needDigits = (comment: string): void => {
    if (takeMatch(reader, digits) !== undefined) return;
    const message = `Unexpected character (${described(reader)}) in numeric value: ${comment}`;
    throw new JsonFault(message, placeOf(reader.text, reader.at));
  };
  const isNegative = take(reader, '-');
  if (/0\d/y.test(reader.text.slice(reader.at, reader.at + 2))) {
    reader.at += 1;
    throw new JsonFault('Invalid numeric value: Leading zeroes not allowed', placeOf(reader.text, reader.at));
  }
  if (isNegative) needDigits('expected digit (0-9) to follow minus sign, for valid numeric value');
  else takeMatch(reader, digits);
  if (take(reader, '.')) needDigits('Decimal point not followed by a digit');
  if (takeMatch(reader, /[eE][-+]?/y) !== undefined) needDigits('Exponent indicator not followed by a digit');
}

function readWord(reader: Reader): void {
  const found = takeMatch(reader, word);
  if (found === undefined) throw unexpected(reader, `expected a valid value ${values}`);
  if (!['true', 'false', 'null'].includes(found))
    throw fault(reader, `Unrecognized token '${found}': was expecting ${values}`);
}

function skip(reader: Reader): void {
  takeMatch(reader, blanks);
}

function isClosing(character: string): boolean {
  return character === '}' || character === ']';
}

/** The text may not end inside an array or object. */
function needMore(reader: Reader): Reader {
  const container = reader.open.at(-1);
  if (peek(reader) !== '' || container === undefined) return reader;
  throw new JsonFault(
    `Unexpected end-of-input: expected close marker for ${container.kind}`,
    placeOf(reader.text, reader.at),
    {
      words: 'start marker at',
      ...placeOf(reader.text, container.at),
    },
  );
}

function endBetween(reader: Reader, kind: Kind): JsonFault {
  return fault(reader, `Unexpected end-of-input within/between ${kind} entries`);
}

function unexpected(reader: Reader, comment: string): JsonFault {
  return fault(reader, `Unexpected character (${described(reader)}): ${comment}`);
}

function fault(reader: Reader, message: string): JsonFault {
  return new JsonFault(message, placeOf(reader.text, reader.at));
}

function described(reader: Reader): string {
  const code = reader.text.charCodeAt(reader.at);
  if (code < 32 || (code >= 127 && code < 160)) return `(CTRL-CHAR, code ${code})`;
  return `'${peek(reader)}' (code ${code}${code > 255 ? ` / 0x${code.toString(16)}` : ''})`;
}

function placeOf(text: string, at: number): Place {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
