import { InvalidPage } from '../errors.ts';
import { BrokenStructure, frameOf, type Frame } from './frame.ts';
import type { Span } from './json-bytes.ts';
import { splitRecords } from './split-records.ts';

export interface PageFrame extends Omit<Frame, 'array'> {
  /** The page without its records. */
  envelope: Buffer;
  /** The structure of a record is broken: with it elements that are no objects may have been taken for one. */
  guessed: boolean;
}

/**
 * The frame of a page that is whole: its records are where they should be, and everything around them is JSON. A record whose
 * own quotes or brackets do not match is cut out where all that is behind it falls into place again; where the page may as
 * well have been cut, it is not whole.
 *
 * @throws InvalidPage
 */
export function framePage(bytes: Uint8Array, pointer: string): PageFrame {
  try {
    const { array, records, plain } = frameOf(bytes, pointer);
    return { records, plain, envelope: envelopeOf(bytes, array), guessed: false };
  } catch (error) {
    const split = error instanceof BrokenStructure ? splitRecords(bytes, pointer) : undefined;
    if (split?.whole !== true) throw error;
    const envelope = envelopeOf(bytes, split.array);
    // Two lists of records are no more a page than elsewhere.
    frameOf(envelope, pointer);
    return { records: split.records, plain: false, envelope, guessed: true };
  }
}

/** @throws InvalidPage where it is not JSON */
function envelopeOf(bytes: Uint8Array, { start, end }: Span): Buffer {
  const envelope = Buffer.concat([bytes.subarray(0, start), Buffer.from('[]'), bytes.subarray(end)]);
  assertJson(envelope, 'the answer is not JSON around its records');
  return envelope;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws InvalidPage with this message: the parser's own quotes what it read */
export function assertJson(bytes: Uint8Array, message: string): void {
  try {
    JSON.parse(utf8.decode(bytes));
  } catch {
    throw new InvalidPage(message);
  }
}
