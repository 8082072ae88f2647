import { isUtf8 } from 'node:buffer';
import { openBrace } from './json-bytes.ts';

/** Why a record goes to quarantine. */
export type Problem =
  | 'invalid UTF-8'
  | 'invalid JSON'
  | 'NaN or Infinity'
  | 'lone surrogate'
  | 'not an object'
  | 'no key'
  | 'empty key'
  | 'key is not a scalar'
  | 'no update value'
  | 'unreadable update value';

/**
 * What is wrong with a record by itself: strict JSON, an object, well-formed Unicode.
 * https://www.rfc-editor.org/rfc/rfc8259#section-8.2 leaves lone surrogates open; no UTF-8 file can hold one.
 */
export function problemOf(record: Uint8Array): Problem | undefined {
  if (!isUtf8(record)) return 'invalid UTF-8';
  const text = Buffer.from(record.buffer, record.byteOffset, record.length).toString();
  try {
    JSON.parse(text);
  } catch {
    const structure = text.replaceAll(/"(?:[^"\\]|\\.)*"/gs, '""');
    return /(?:nan|inf(?:inity)?)\s*[,\]}]/i.test(structure) ? 'NaN or Infinity' : 'invalid JSON';
  }
  if (hasLoneSurrogate(text)) return 'lone surrogate';
  return record[0] === openBrace ? undefined : 'not an object';
}

/** Only as escapes: UTF-8 has none. */
function hasLoneSurrogate(text: string): boolean {
  let high = -2;
  for (const escape of text.matchAll(/\\(?:u([0-9a-fA-F]{4})|.)/g)) {
    const code = Number.parseInt(escape[1] ?? '0', 16);
    const isPaired = high === escape.index - 6;
    if (code >= 0xdc00 && code <= 0xdfff) {
      if (!isPaired) return true;
      high = -2;
    } else {
      if (high !== -2) return true;
      if (code >= 0xd800 && code <= 0xdbff) high = escape.index;
    }
  }
  return high !== -2;
}
