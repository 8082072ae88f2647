import {
  closeBrace,
  closeBracket,
  colon,
  comma,
  endsScalar,
  openBrace,
  openBracket,
  quote,
  skipSpace,
  skipString,
} from './json-bytes.ts';

/** At what follows the value; or, where the structure itself is broken, at the byte that shows it: the end of all bytes when they just stop. */
export type Scan = { end: number; broken?: undefined } | { broken: number };

const nothing = 0;
const bare = 1;
const text = 2;
const container = 3;

/**
 * Goes over one value whose structure is in order: quotes closed, brackets paired, commas and colons where they belong.
 * What stands in it may be anything: NaN, comments without commas, bytes that are no UTF-8, `,,`. It ends at the comma
 * or closing bracket that follows, or at the end of the bytes where `mayEnd`.
 */
export function scanValue(bytes: Uint8Array, start: number, mayEnd = false): Scan {
  const closers: number[] = [];
  // In the innermost container: what has been seen since its last comma or colon, and whether that follows a colon.
  let seen = nothing;
  let afterColon = false;
  let at = start;
  for (;;) {
    at = skipSpace(bytes, at);
    if (at >= bytes.length) return mayEnd && closers.length === 0 ? { end: bytes.length } : { broken: bytes.length };
    const byte = bytes[at]!;
    const inObject = closers.at(-1) === closeBrace;
    if (byte === quote) {
      if (seen !== nothing) return { broken: at };
      at = skipString(bytes, at);
      if (at > bytes.length) return { broken: bytes.length };
      seen = text;
    } else if (byte === openBrace || byte === openBracket) {
      if (seen !== nothing || (inObject && !afterColon)) return { broken: at };
      // In ASCII a closing bracket comes two places behind its opening one.
      closers.push(byte + 2);
      afterColon = false;
      at += 1;
    } else if (byte === colon) {
      if (!inObject || afterColon || seen === nothing) return { broken: at };
      seen = nothing;
      afterColon = true;
      at += 1;
    } else if (byte === comma || byte === closeBrace || byte === closeBracket) {
      if (closers.length === 0) return { end: at };
      // A name without a value is what a lost quote leaves behind.
      if (inObject && seen !== nothing && !afterColon) return { broken: at };
      if (byte === comma) {
        seen = nothing;
        afterColon = false;
      } else {
        if (closers.pop() !== byte) return { broken: at };
        seen = container;
        afterColon = closers.at(-1) === closeBrace;
      }
      at += 1;
    } else {
      if (seen === text || seen === container) return { broken: at };
      seen = bare;
      do at += 1;
      while (at < bytes.length && !endsScalar(bytes[at]!));
    }
  }
}
