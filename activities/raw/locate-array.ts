import {
  closeBrace,
  colon,
  comma,
  openBrace,
  openBracket,
  quote,
  segmentsOf,
  skipSpace,
  skipString,
} from './json-bytes.ts';
import { scanValue } from './tolerant-scan.ts';

/** Where the array of records begins, and which brackets have to close behind it. */
export interface Located {
  start: number;
  /** Closing brackets of the envelope, the innermost last. */
  closers: number[];
}

/** Follows an RFC 6901 pointer to an array. Undefined where it leads to none. */
export function locateArray(bytes: Uint8Array, pointer: string): Located | undefined {
  const closers: number[] = [];
  let at = skipSpace(bytes, byteOrderMark(bytes));
  for (const name of segmentsOf(pointer)) {
    const found = memberAt(bytes, at, name);
    if (found === undefined) return undefined;
    closers.push(bytes[at]! + 2);
    at = found;
  }
  return bytes[at] === openBracket ? { start: at, closers } : undefined;
}

/** What stands from `at` on: just the rest of the envelope, its beginning, or something else. */
export function restOfEnvelope(bytes: Uint8Array, at: number, closers: readonly number[]): 'whole' | 'cut' | 'other' {
  at = skipSpace(bytes, at);
  for (const closer of closers.toReversed()) {
    while (bytes[at] === comma) {
      const member = closer === closeBrace ? valueOfMember(bytes, at + 1) : at + 1;
      if (member === undefined) return 'other';
      const scan = scanValue(bytes, member);
      if (scan.broken !== undefined) return scan.broken === bytes.length ? 'cut' : 'other';
      at = scan.end;
    }
    if (bytes[at] !== closer) return at >= bytes.length ? 'cut' : 'other';
    at = skipSpace(bytes, at + 1);
  }
  return at === bytes.length ? 'whole' : 'other';
}

/** The value of the first member of that name, or the element at that place. */
function memberAt(bytes: Uint8Array, start: number, name: string): number | undefined {
  const isObject = bytes[start] === openBrace;
  if (!isObject && bytes[start] !== openBracket) return undefined;
  let at = start;
  for (let index = 0; ; index += 1) {
    const nameStart = skipSpace(bytes, at + 1);
    const value = isObject ? valueOfMember(bytes, nameStart) : nameStart;
    if (value === undefined) return undefined;
    const isIt = isObject ? nameAt(bytes, nameStart) === name : String(index) === name;
    if (isIt) return skipSpace(bytes, value);
    const scan = scanValue(bytes, value);
    if (scan.broken !== undefined || bytes[scan.end] !== comma) return undefined;
    at = scan.end;
  }
}

/** Behind the colon of the member that begins at `at`; at the end of the bytes, where they end before it. */
function valueOfMember(bytes: Uint8Array, at: number): number | undefined {
  const nameStart = skipSpace(bytes, at);
  if (nameStart < bytes.length && bytes[nameStart] !== quote) return undefined;
  const nameEnd = skipSpace(bytes, skipString(bytes, nameStart));
  if (nameEnd >= bytes.length) return bytes.length;
  return bytes[nameEnd] === colon ? nameEnd + 1 : undefined;
}

function nameAt(bytes: Uint8Array, start: number): string | undefined {
  const text = Buffer.from(bytes.subarray(start, skipString(bytes, start))).toString();
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

/** A byte order mark at the very beginning is allowed to be ignored. https://www.rfc-editor.org/rfc/rfc8259#section-8.1 */
function byteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
