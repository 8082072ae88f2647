import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidConfiguration } from '../../activities/errors.ts';
import type { BadKind } from './bad-records.ts';
import type { FaultKind } from './faults.ts';
import type { KeyKind } from './table.ts';

/** Everything that happened since the start, in order: with the origin, all that the demo source knows follows from it. */
export type Event = PutEvent | RemoveEvent | FileEvent | RequestEvent;
interface InTable {
  tenant: string;
  table: string;
}
/** A new version of a row, new or not. */
export interface PutEvent extends InTable {
  type: 'put';
  key: string;
  created: number | null;
  updated: number | null;
  bad: BadKind | null;
  /** The record's bytes: as text, or as base64 where they are none. */
  text?: string;
  base64?: string;
}
export interface RemoveEvent extends InTable {
  type: 'remove';
  key: string;
}
/** A file's table is being filled; once it is, with the checksum of the file's bytes. */
export interface FileEvent extends InTable {
  type: 'file';
  sha256: string | null;
  key_kind: KeyKind;
}
export interface RequestEvent {
  type: 'request';
  tenant: string;
  table: string | null;
  status: number;
  fault: FaultKind | null;
  /** Versions that a complete answer showed: first and last sequence number of each run. */
  served: [number, number][];
}

/** Increased when equal origins no longer have equal records. */
const format = 1;

/**
 * The events in a file of the data folder: one JSON text a line, appended before anybody is told of the event, so that a killed
 * process has forgotten nothing that it showed. Without a folder nothing is kept.
 */
export class Journal {
  #file: number | null;
  #failure: InvalidConfiguration | null = null;

  constructor(file: number | null) {
    this.#file = file;
  }

  /** @throws InvalidConfiguration when they cannot be written, from then on always: a source that forgets is of no use */
  append(events: readonly Event[]): void {
    if (this.#failure) throw this.#failure;
    if (this.#file === null || events.length === 0) return;
    try {
      const bytes = Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
      for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
    } catch (error) {
      this.#failure = new InvalidConfiguration(
        `the demo source cannot write its data folder: ${(error as Error).message}`,
      );
      throw this.#failure;
    }
  }

  /** Why nothing can be served any more. */
  get failure(): InvalidConfiguration | null {
    return this.#failure;
  }

  close(): void {
    // From now on nothing is written: the number may soon mean another file.
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}

/**
 * Opens a data folder, made when it is not there.
 * @param origin what decides the records of the start; `until` is the folder's own when it has one
 * @throws InvalidConfiguration when the folder was made with another origin or cannot be written
 */
export function openJournal(
  folder: string,
  origin: { until: number } & Record<string, unknown>,
): { journal: Journal; until: number; events: Iterable<Event> } {
  try {
    mkdirSync(folder, { recursive: true });
    const until = keepOrigin(folder, origin);
    const file = openSync(join(folder, 'events.ndjson'), 'a+');
    const bytes = readFileSync(file);
    // A process killed while it wrote leaves a part of a line; nobody was told of that event.
    const whole = bytes.lastIndexOf(0x0a) + 1;
    ftruncateSync(file, whole);
    return { journal: new Journal(file), until, events: lines(bytes.subarray(0, whole)) };
  } catch (error) {
    if (error instanceof InvalidConfiguration) throw error;
    throw new InvalidConfiguration(`data folder ${folder}: ${(error as Error).message}`, { cause: error });
  }
}

function keepOrigin(folder: string, { until, ...origin }: { until: number } & Record<string, unknown>): number {
  const path = join(folder, 'origin.json');
  const wanted = JSON.stringify({ format, ...origin });
  try {
    writeFileSync(path, JSON.stringify({ until, origin: wanted }), { flag: 'wx' });
    return until;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = JSON.parse(readFileSync(path, 'utf8')) as { until: number; origin: string };
  if (kept.origin !== wanted) {
    throw new InvalidConfiguration(
      `data folder ${folder} was made with another seed, bad_share, number of records, list of tenants or version: take those, or another folder`,
    );
  }
  return kept.until;
}

function* lines(bytes: Buffer): Generator<Event> {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0x0a, at);
    yield JSON.parse(bytes.toString('utf8', at, end)) as Event;
    at = end + 1;
  }
}
