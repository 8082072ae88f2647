import { isUtf8 } from 'node:buffer';
import { readFile, writeFile } from 'node:fs/promises';
import { InvalidPage } from '../errors.ts';
import { asLakeUnavailable } from '../lake/unavailable.ts';
import type { Lake } from '../ports.ts';
import { locateArray, restOfEnvelope } from './locate-array.ts';
import { problemOf, type Problem } from './record-problem.ts';
import { screenArray } from './screen.ts';
import { splitRecords } from './split-records.ts';

/** A page's array of records, as a file that DuckDB reads. */
export interface PageFile {
  path: string;
  /** From 0 in each part. */
  number: number;
  /** Microseconds since 1970; the file's name ends with them, in `timeDigits` digits. */
  fetchedAt: number;
  /** What is left out is in place as `null`. */
  records: number;
  /** In bytes. */
  size: number;
  isMended: boolean;
}
/** A record that is bad by itself. */
export interface CutOut {
  index: number;
  problem: Problem;
  bytes: Uint8Array;
}
export interface Written {
  file: PageFile;
  cutOut: CutOut[];
}

export const timeDigits = 16;

/**
 * Writes a page's records to a file: as they are, where nothing speaks against them, else without the bad ones.
 * @throws InvalidPage where there is no whole array at `pointer`; LakeUnavailable
 */
export async function writePage(
  lake: Lake,
  { page, pointer, number, fetchedAt }: { page: Uint8Array; pointer: string; number: number; fetchedAt: number },
): Promise<Written> {
  const whole = wholeArray(page, pointer);
  const { array, records, cutOut } = whole ?? mend(page, pointer);
  const path = await stage(lake, fetchedAt, array);
  const isMended = whole === undefined;
  return { file: { path, number, fetchedAt, records, size: array.length, isMended }, cutOut };
}

/** Writes records that were cut apart before, in their order. */
export async function writePieces(
  lake: Lake,
  { pieces, number, fetchedAt }: { pieces: readonly Uint8Array[]; number: number; fetchedAt: number },
): Promise<Written> {
  const { array, records, cutOut } = assemble(pieces);
  const path = await stage(lake, fetchedAt, array);
  return { file: { path, number, fetchedAt, records, size: array.length, isMended: true }, cutOut };
}

/** Cuts the bad records out of a page that DuckDB refuses, although it looked good. */
export async function mendPage(lake: Lake, file: PageFile): Promise<Written> {
  const { array, records, cutOut } = mend(await readFile(file.path), '');
  const path = await stage(lake, file.fetchedAt, array);
  await lake.discard(file.path);
  return { file: { ...file, path, records, size: array.length, isMended: true }, cutOut };
}

interface Records {
  array: Uint8Array;
  records: number;
  cutOut: CutOut[];
}

function wholeArray(page: Uint8Array, pointer: string): Records | undefined {
  const located = isUtf8(page) ? locateArray(page, pointer) : undefined;
  if (located === undefined) return undefined;
  const screened = screenArray(page, located.start);
  if (screened === undefined || restOfEnvelope(page, screened.end, located.closers) !== 'whole') return undefined;
  return { array: page.subarray(located.start, screened.end), records: screened.elements, cutOut: [] };
}

function mend(page: Uint8Array, pointer: string): Records {
  const split = splitRecords(page, pointer);
  if (split === undefined) throw new InvalidPage(`the page has no list of records at '${pointer}'`);
  if (!split.whole)
    throw new InvalidPage(`the page is cut, or something stands behind its end; it has ${page.length} bytes`);
  return assemble(split.records.map(({ start, end }) => page.subarray(start, end)));
}

function assemble(records: readonly Uint8Array[]): Records {
  const cutOut: CutOut[] = [];
  const pieces = records.flatMap((bytes, index) => {
    const problem = problemOf(bytes);
    if (problem !== undefined) cutOut.push({ index, problem, bytes });
    return [index === 0 ? opening : separator, problem === undefined ? bytes : nothing];
  });
  const array = Buffer.concat([...(pieces.length === 0 ? [opening] : pieces), closing]);
  return { array, records: records.length - cutOut.length, cutOut };
}

const opening = Buffer.from('[');
const separator = Buffer.from(',');
const closing = Buffer.from(']');
/** In a mended page every `null` stands for a record that was cut out: a `null` of the source is none either. */
const nothing = Buffer.from('null');

async function stage(lake: Lake, fetchedAt: number, bytes: Uint8Array): Promise<string> {
  const path = await lake.stage(`page-${String(fetchedAt).padStart(timeDigits, '0')}`);
  try {
    await writeFile(path, bytes);
  } catch (error) {
    await lake.discard(path);
    throw asLakeUnavailable(error, path);
  }
  return path;
}
