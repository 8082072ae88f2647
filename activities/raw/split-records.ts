import {
  closeBracket,
  colon,
  comma,
  openBrace,
  quote,
  skipSpace,
  skipString,
  trimEnd,
  type Span,
} from './json-bytes.ts';
import { locateArray, restOfEnvelope, type Located } from './locate-array.ts';
import { problemOf } from './record-problem.ts';
import { scanValue } from './tolerant-scan.ts';

export interface Split {
  /** With its brackets, as far as it goes. */
  array: Span;
  /** In order; between them there is nothing but white space and commas. */
  records: Span[];
  /** The array and its envelope come to their end. If not, the page may be cut, and nothing says what is missing. */
  whole: boolean;
}

/**
 * Cuts the array at `pointer` of a page into its records, whatever they hold. Where a record's own structure is broken (a lost
 * quote or bracket), the next record is the first object from which on everything falls into place again; what is between
 * stays with the broken one. Never throws, never loses a byte.
 * @returns undefined where the page has no array there
 */
export function splitRecords(bytes: Uint8Array, pointer: string): Split | undefined {
  const located = locateArray(bytes, pointer);
  if (located === undefined) return undefined;
  const recovery = createRecovery(bytes, located);
  const records: Span[] = [];
  let whole = true;
  const add = (start: number, end: number) => {
    const range = { start, end: trimEnd(bytes, start, end) };
    if (range.end > range.start) records.push(range);
  };
  const endingAt = (end: number, whole: boolean): Split => ({
    array: { start: located.start, end: Math.min(end + 1, bytes.length) },
    records,
    whole,
  });
  for (let at = skipSpace(bytes, located.start + 1); ;) {
    const scan = scanValue(bytes, at);
    if (scan.broken === undefined && bytes[scan.end] === comma) {
      add(at, scan.end);
      at = skipSpace(bytes, scan.end + 1);
    } else if (scan.broken === undefined && recovery.endsArray(scan.end)) {
      add(at, scan.end);
      return endingAt(scan.end, whole);
    } else if (scan.broken === undefined && recovery.endsWithCutEnvelope(scan.end)) {
      add(at, scan.end);
      return endingAt(scan.end, false);
    } else {
      const broken = scan.broken ?? scan.end;
      // A name and a colon can only go on with the record before, which a surplus brace has ended.
      const start = isMember(bytes, at) ? (records.pop()?.start ?? at) : at;
      // It stops inside of a record: a record may look like this, and so does every page that was cut.
      if (broken === bytes.length) whole = false;
      const end = recovery.endBehind(at);
      const next = recovery.nextRecord(at, broken, end ?? bytes.length);
      if (next === undefined) {
        add(start, end ?? bytes.length);
        return endingAt(end ?? bytes.length, whole && end !== undefined);
      }
      add(start, bytes.lastIndexOf(comma, next));
      at = next;
    }
  }
}

function isMember(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === quote && bytes[skipSpace(bytes, skipString(bytes, at))] === colon;
}

interface Recovery {
  endsArray(at: number): boolean;
  /** It ends there, and the envelope does not come to its end. */
  endsWithCutEnvelope(at: number): boolean;
  /** The first bracket behind `start` with nothing but the rest of the envelope behind it. */
  endBehind(start: number): number | undefined;
  /** The first record behind a broken one that begins at `start` and shows its fault at `broken`. */
  nextRecord(start: number, broken: number, end: number): number | undefined;
}

/** What follows from a place on: the array's end; another broken record; or what cannot be, so that no record begins here. */
type Verdict = 'end' | 'broken' | 'impossible';

function createRecovery(bytes: Uint8Array, { closers }: Located): Recovery {
  const verdicts = new Map<number, Verdict>();
  // What a page of nothing but beginnings would cost, were every one followed to its end.
  let budget = 16 * bytes.length;

  let knownEnd: number | undefined;

  function endsArray(at: number): boolean {
    if (bytes[at] !== closeBracket) return false;
    if (bytes[skipSpace(bytes, at + 1)] === comma) budget -= bytes.length - at;
    return restOfEnvelope(bytes, at + 1, closers) === 'whole';
  }

  function findEnd(start: number): number {
    let at = bytes.indexOf(closeBracket, start);
    while (at !== -1 && budget > 0) {
      if (endsArray(at)) return at;
      at = bytes.indexOf(closeBracket, at + 1);
    }
    return bytes.length;
  }

  function verdictAt(start: number): Verdict {
    const passed: number[] = [];
    let verdict: Verdict | undefined;
    for (let at = start; verdict === undefined;) {
      verdict = verdicts.get(at);
      if (verdict !== undefined) break;
      passed.push(at);
      const scan = scanValue(bytes, at);
      const end = scan.broken ?? scan.end;
      budget -= end - at;
      if (scan.broken !== undefined) verdict = 'broken';
      else if (bytes[end] === comma) at = skipSpace(bytes, end + 1);
      else if (endsArray(end)) verdict = 'end';
      // A list in a broken record ends with its own bracket; a brace is a later record's surplus one.
      else verdict = bytes[end] === closeBracket ? 'impossible' : 'broken';
    }
    for (const at of passed) verdicts.set(at, verdict);
    return verdict;
  }

  /** Is it a whole object with at least one field? */
  function isRecord(start: number): boolean {
    const scan = scanValue(bytes, start);
    const end = scan.broken ?? scan.end;
    budget -= end - start;
    if (scan.broken !== undefined) return false;
    const record = bytes.subarray(start, trimEnd(bytes, start, end));
    return record.includes(quote) && problemOf(record) === undefined;
  }

  return {
    endsArray,
    endsWithCutEnvelope: (at) => bytes[at] === closeBracket && restOfEnvelope(bytes, at + 1, closers) === 'cut',
    endBehind(start) {
      // The same end holds for every start before it.
      if (knownEnd === undefined || knownEnd < start) knownEnd = findEnd(start);
      return knownEnd === bytes.length ? undefined : knownEnd;
    },
    nextRecord(start, broken, end) {
      const strings = stringsBetween(bytes, start, broken);
      for (
        let at = bytes.indexOf(comma, start);
        at !== -1 && at < end && budget > 0;
        at = bytes.indexOf(comma, at + 1)
      ) {
        const next = skipSpace(bytes, at + 1);
        if (bytes[next] !== openBrace || !isRecord(next)) continue;
        const verdict = verdictAt(next);
        if (verdict === 'end') return next;
        // Before the fault shows, an object outside of strings is a part of the broken record.
        const isFree = () => next >= broken || strings.some((range) => range.start < next && next < range.end);
        if (verdict === 'broken' && isFree()) return next;
      }
      return undefined;
    },
  };
}

function stringsBetween(bytes: Uint8Array, start: number, end: number): Span[] {
  const strings: Span[] = [];
  for (let at = bytes.indexOf(quote, start); at !== -1 && at < end; at = bytes.indexOf(quote, at)) {
    const behind = skipString(bytes, at);
    strings.push({ start: at, end: Math.min(behind, end) });
    at = behind;
  }
  return strings;
}
