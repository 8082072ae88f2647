import { isUtf8 } from 'node:buffer';
import { readFile, writeFile } from 'node:fs/promises';
import { asLakeUnavailable } from '../lake/unavailable.ts';
import type { Lake, Page } from '../ports.ts';
import { closeBracket, openBracket } from './json-bytes.ts';
import { frameOf } from './frame.ts';
import { problemOf, type Problem } from './record-problem.ts';

/** What of a page is written. */
export type PageRecords = Pick<Page, 'body' | 'records' | 'plain'>;

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
 * @throws LakeUnavailable
 */
export async function writePage(
  lake: Lake,
  { page, number, fetchedAt }: { page: PageRecords; number: number; fetchedAt: number },
): Promise<Written> {
  const asItIs = listOf(page);
  if (page.plain && isUtf8(asItIs)) {
    const path = await stage(lake, fetchedAt, asItIs);
    const { length: records } = page.records;
    return { file: { path, number, fetchedAt, records, size: asItIs.length, isMended: false }, cutOut: [] };
  }
  return writePieces(lake, { pieces: piecesOf(page), number, fetchedAt });
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
  const body = await readFile(file.path);
  const written = await writePieces(lake, { ...file, pieces: piecesOf({ body, records: frameOf(body, '').records }) });
  await lake.discard(file.path);
  return written;
}

interface Records {
  array: Uint8Array;
  records: number;
  cutOut: CutOut[];
}

const piecesOf = ({ body, records }: Omit<PageRecords, 'plain'>): Uint8Array[] =>
  records.map(({ start, end }) => body.subarray(start, end));

/** The records with what is between them; no copy where their own brackets stand around them. */
function listOf({ body, records }: PageRecords): Uint8Array {
  const start = records[0]?.start ?? 0;
  const end = records.at(-1)?.end ?? 0;
  if (body[start - 1] === openBracket && body[end] === closeBracket) return body.subarray(start - 1, end + 1);
  return Buffer.concat([opening, body.subarray(start, end), closing]);
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
