import { InvalidPage } from '../errors.ts';
import type { Answer } from './exchange.ts';
import { latin1, stringAt, valueAt } from '../raw/frame.ts';
import { assertJson, framePage, type PageFrame } from '../raw/frame-page.ts';
import { segmentsOf, type Span } from '../raw/json-bytes.ts';
import { problemOf } from '../raw/record-problem.ts';

/** A whole page; the records in it may still be bad. */
export interface CheckedPage extends PageFrame {
  body: Buffer;
  headers: Readonly<Record<string, string>>;
}

/**
 * An answer counts as a page only when it is whole: the transfer was complete (the exchange has seen to that; a body that
 * only the connection's end delimits ends with its closing bracket), its type is JSON, and its frame is one of a page.
 *
 * @throws InvalidPage
 */
export function checkPage(answer: Answer, pointer: string): CheckedPage {
  const body = jsonBody(answer);
  return { ...framePage(body, pointer), body, headers: answer.headers };
}

/** A small answer that is no page: a count, a time. @throws InvalidPage */
export function textInAnswer(answer: Answer, pointer: string): string {
  const body = jsonBody(answer);
  assertJson(body, 'the answer is not JSON');
  const text = textAt(body, { start: 0, end: body.length }, pointer);
  if (text === undefined) throw new InvalidPage(`the answer has no text or number at '${pointer}'`);
  return text;
}

/** What the envelope says at a pointer, as text; undefined where there is nothing, null or an empty text. */
export function textInEnvelope({ envelope }: CheckedPage, pointer: string): string | undefined {
  return textAt(envelope, { start: 0, end: envelope.length }, pointer);
}

/** A record's key; undefined where the record has none that could be asked for. */
export function keyOf({ body, guessed }: CheckedPage, record: Span, pointer: string): string | undefined {
  // Where structures are broken, only what is whole says for sure what belongs to it.
  if (guessed && problemOf(body.subarray(record.start, record.end)) !== undefined) return undefined;
  return textAt(body, record, pointer);
}

/** A record's key where it is a whole JSON number. */
export function integerAt({ body }: CheckedPage, record: Span, pointer: string): bigint | undefined {
  const value = valueAt(body, record, segmentsOf(pointer));
  const raw = value === undefined ? '' : latin1(body, value);
  return /^-?\d+$/.test(raw) ? BigInt(raw) : undefined;
}

const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** Numbers keep their own text: ids beyond 2^53 stay exact. */
function textAt(bytes: Uint8Array, span: Span, pointer: string): string | undefined {
  const start = bytes.subarray(span.start, span.end).findIndex((byte) => byte > 0x20);
  const value = valueAt(bytes, { start: span.start + Math.max(start, 0), end: span.end }, segmentsOf(pointer));
  if (value === undefined) return undefined;
  const raw = latin1(bytes, value);
  if (number.test(raw)) return raw;
  const text = stringAt(bytes, value);
  return text === '' ? undefined : text;
}

const jsonType = /^application\/([a-z0-9!#$&^_.+-]+\+)?json *(;|$)/i;

function jsonBody({ headers, body }: Answer): Buffer {
  const type = headers['content-type'] ?? '';
  if (!jsonType.test(type))
    throw new InvalidPage(`the answer's type is ${type === '' ? 'not given' : type.slice(0, 60)}, not JSON`);
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(type) ?? [];
  if (!/^(utf-?8|us-ascii)$/i.test(charset)) {
    throw new InvalidPage(`the answer is encoded as ${charset.slice(0, 40)}, not as UTF-8`);
  }
  const bare = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body;
  if (bare.length === 0) throw new InvalidPage('the answer is empty');
  return bare;
}
