import { atEnd, cursorOf, peek, skipBlanks, take, takeMatch, type Cursor } from './cursor.ts';
import { limits } from './limits.ts';
import { parsePath, PathSyntaxError, type Path } from './path.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
const intrinsicNames = [
  'States.Array',
  'States.ArrayContains',
  'States.ArrayGetItem',
  'States.ArrayLength',
  'States.ArrayPartition',
  'States.ArrayRange',
  'States.ArrayUnique',
  'States.Base64Decode',
  'States.Base64Encode',
  'States.Format',
  'States.Hash',
  'States.JsonMerge',
  'States.JsonToString',
  'States.MathAdd',
  'States.MathRandom',
  'States.StringSplit',
  'States.StringToJson',
  'States.UUID',
] as const;
export type IntrinsicName = (typeof intrinsicNames)[number];

export interface IntrinsicCall {
  readonly kind: 'call';
  readonly name: IntrinsicName;
  readonly arguments: readonly IntrinsicArgument[];
  /** The call as written. */
  readonly text: string;
}

export type IntrinsicArgument =
  | IntrinsicCall
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'literal'; readonly value: number | boolean | null }
  /** `source`: what stands between the quotes, with its backslashes; a template of States.Format needs them. */
  | { readonly kind: 'string'; readonly value: string; readonly source: string };

/** `position` is where in the text the fault is, in UTF-16 units. */
export class IntrinsicSyntaxError extends Error {
  override readonly name = 'IntrinsicSyntaxError';
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** Whether a text is meant as a call, be it well formed or not. */
export function isIntrinsic(text: string): boolean {
  return text.startsWith('States.');
}

const functionName = /States\.[A-Za-z0-9]+/y;
const numberLiteral = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])/y;
const wordLiteral = /(?:true|false|null)(?!\w)/y;
const stringSource = /(?:[^'\\]|\\['{}\\])*/y;

/**
 * Reads `States.Format('{}', $.x, States.UUID())`. The number of arguments is not looked at: AWS takes such a definition and
 * fails when it runs it. Throws an IntrinsicSyntaxError. https://states-language.net/#intrinsic-functions
 */
export function parseIntrinsic(text: string): IntrinsicCall {
  const cursor = cursorOf(text);
  const call = readCall(cursor);
  if (!atEnd(cursor)) throw new IntrinsicSyntaxError('nothing may follow the call', cursor.at);
  return call;
}

function readCall(cursor: Cursor): IntrinsicCall {
  const start = cursor.at;
  const written = takeMatch(cursor, functionName);
  const name = intrinsicNames.find((known) => known === written);
  if (name === undefined) throw new IntrinsicSyntaxError(`'${written ?? ''}' is not an intrinsic function`, start);
  if ((cursor.depth += 1) > limits.nestedIntrinsics) {
    throw new IntrinsicSyntaxError(`more than ${limits.nestedIntrinsics} calls are nested`, start);
  }
  const given = readArguments(cursor);
  cursor.depth -= 1;
  return { kind: 'call', name, arguments: given, text: cursor.text.slice(start, cursor.at) };
}

function readArguments(cursor: Cursor): IntrinsicArgument[] {
  skipBlanks(cursor);
  if (!take(cursor, '(')) throw new IntrinsicSyntaxError("'(' is missing", cursor.at);
  skipBlanks(cursor);
  const found: IntrinsicArgument[] = [];
  if (take(cursor, ')')) return found;
  do {
    skipBlanks(cursor);
    found.push(readArgument(cursor));
    skipBlanks(cursor);
  } while (take(cursor, ','));
  if (!take(cursor, ')')) throw new IntrinsicSyntaxError("',' or ')' is missing", cursor.at);
  return found;
}

function readArgument(cursor: Cursor): IntrinsicArgument {
  if (peek(cursor) === 'S') return readCall(cursor);
  if (peek(cursor) === '$') return { kind: 'path', path: readPathArgument(cursor) };
  if (peek(cursor) === "'") return readString(cursor);
  const literal = takeMatch(cursor, numberLiteral) ?? takeMatch(cursor, wordLiteral);
  if (literal === undefined) {
    throw new IntrinsicSyntaxError(
      'a path, a string in single quotes, a number, true, false, null or a call must stand here',
      cursor.at,
    );
  }
  return { kind: 'literal', value: literalOf(literal) };
}

function literalOf(text: string): number | boolean | null {
  if (text === 'null') return null;
  return text === 'true' || text === 'false' ? text === 'true' : Number(text);
}

function readString(cursor: Cursor): IntrinsicArgument {
  const start = cursor.at;
  cursor.at += 1;
  const source = takeMatch(cursor, stringSource) ?? '';
  if (peek(cursor) === '\\') throw new IntrinsicSyntaxError("a backslash stands only before ', {, } and \\", cursor.at);
  if (!take(cursor, "'")) throw new IntrinsicSyntaxError('the closing quote is missing', start);
  return { kind: 'string', value: source.replace(/\\(.)/g, '$1'), source };
}

function readPathArgument(cursor: Cursor): Path {
  const start = cursor.at;
  const text = cursor.text.slice(start, endOfPath(cursor.text, start));
  cursor.at += text.length;
  try {
    return parsePath(text);
  } catch (error) {
    if (error instanceof PathSyntaxError) throw new IntrinsicSyntaxError(error.message, start + error.position);
    throw error;
  }
}

/** A path ends before a blank, a comma or a parenthesis that no bracket or quote of its own holds. */
function endOfPath(text: string, start: number): number {
  let open = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (open === 0 && ' \t\r\n,)'.includes(char)) return at;
    if ('[('.includes(char)) open += 1;
    else if ('])'.includes(char)) open -= 1;
    else if (open > 0 && (char === "'" || char === '"')) at = endOfQuoted(text, at);
  }
  return text.length;
}

function endOfQuoted(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== text.charAt(start)) at += text.charAt(at) === '\\' ? 2 : 1;
  return at;
}
