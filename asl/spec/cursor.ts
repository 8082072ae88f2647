/** A text and the place up to which it has been read, in UTF-16 units. */
export interface Cursor {
  readonly text: string;
  at: number;
  /** How many brackets are open around the place: deeper than `nestingLimit` is refused. */
  depth: number;
}

/** Far more than anybody writes, far less than the call stack holds. */
export const nestingLimit = 64;

export function cursorOf(text: string, at = 0): Cursor {
  return { text, at, depth: 0 };
}

export function peek(cursor: Cursor, ahead = 0): string {
  return cursor.text.charAt(cursor.at + ahead);
}

export function atEnd(cursor: Cursor): boolean {
  return cursor.at >= cursor.text.length;
}

export function skipBlanks(cursor: Cursor): void {
  while (!atEnd(cursor) && ' \t\r\n'.includes(peek(cursor))) cursor.at += 1;
}

/** Reads `wanted` if it comes next, and says whether it did. */
export function take(cursor: Cursor, wanted: string): boolean {
  if (!cursor.text.startsWith(wanted, cursor.at)) return false;
  cursor.at += wanted.length;
  return true;
}

/** Reads what a sticky pattern matches here; nothing when it does not. */
export function takeMatch(cursor: Cursor, sticky: RegExp): string | undefined {
  sticky.lastIndex = cursor.at;
  const found = sticky.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at += found.length;
  return found;
}
