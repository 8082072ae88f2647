import { stringOf, type Intrinsic } from './arguments.ts';

/** Splits at every character of the delimiters, and drops empty pieces, as java.util.StringTokenizer does. */
export const stringSplit: Intrinsic = ([text, delimiters]) => {
  const whole = stringOf(text);
  const ends = new Set(stringOf(delimiters));
  const pieces: string[] = [];
  let piece = '';
  for (const character of whole) {
    if (ends.has(character)) pieces.push(piece);
    piece = ends.has(character) ? '' : piece + character;
  }
  return [...pieces, piece].filter((part) => part !== '');
};

export const uuid: Intrinsic = (_given, sources) => sources.uuid();
