/** The bytes that JSON's structure is made of. https://www.rfc-editor.org/rfc/rfc8259#section-2 */
export const quote = 0x22;
export const backslash = 0x5c;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;

/** Bytes `start` to `end`, exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** What a number or literal ends before. */
export function endsScalar(byte: number): boolean {
  return (
    byte <= 0x20 ||
    byte === comma ||
    byte === colon ||
    byte === quote ||
    byte === openBrace ||
    byte === closeBrace ||
    byte === openBracket ||
    byte === closeBracket
  );
}

/** The steps of an RFC 6901 pointer. */
export function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The first place from `at` on that is no white space. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && isSpace(bytes[at]!)) at += 1;
  return at;
}

/** The end of a range without the white space at its end. */
export function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  while (end > start && isSpace(bytes[end - 1]!)) end -= 1;
  return end;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/**
 * Behind the closing quote of the string that begins at `start`; beyond the end where there is none. Most bytes of a page are
 * in strings: four at a time take two thirds of the time of one by one.
 */
export function skipString(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  let at = start + 1;
  while (at + 4 <= length) {
    const first = bytes[at];
    if (first === quote) return at + 1;
    const second = bytes[at + 1];
    const third = bytes[at + 2];
    const fourth = bytes[at + 3];
    if (first === backslash) at += 2;
    else if (second === quote) return at + 2;
    else if (second === backslash) at += 3;
    else if (third === quote) return at + 3;
    else if (third === backslash) at += 4;
    else if (fourth === quote) return at + 4;
    else at += fourth === backslash ? 5 : 4;
  }
  while (at < length) {
    const byte = bytes[at];
    if (byte === quote) return at + 1;
    at += byte === backslash ? 2 : 1;
  }
  return length + 1;
}
