import type { BadKind } from './bad-records.ts';

/** Compared by `<`: numbers and bigints by value, texts by UTF-16 code units. */
export type Key = number | bigint | string;
export type KeyKind = 'integer' | 'text';

/** Undefined when the text is no key of that kind. */
export function parseKey(kind: KeyKind, text: string): Key | undefined {
  if (kind === 'text') return text;
  if (!/^-?\d+$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** A version of a row, with the exact bytes that every answer shows of it. */
export interface Version {
  /** Its place among the table's versions, from 0. */
  readonly sequence: number;
  readonly key: Key;
  /** From 1. */
  readonly number: number;
  /** Epoch ms; null: the table has no update field. */
  readonly created: number | null;
  readonly updated: number | null;
  readonly bytes: Buffer;
  readonly bad: BadKind | null;
  /** A complete answer has held it. */
  served: boolean;
  /** The row has been deleted since. */
  deleted: boolean;
}
export type NewVersion = Pick<Version, 'key' | 'created' | 'updated' | 'bytes' | 'bad'>;

/** One table's rows in the order of their keys, and all versions that they ever had. */
export class Table {
  readonly tenant: string;
  readonly name: string;
  /** The kind of its keys; a file's is known once its rows are. */
  keyKind: KeyKind;
  readonly rows: Version[] = [];
  readonly versions: Version[] = [];
  /** The greatest key that it ever had. */
  highest: Key | undefined;
  /** Rows that are not spoiled. */
  goodRows = 0;
  readonly #latest = new Map<Key, Version>();

  constructor(tenant: string, name: string, keyKind: KeyKind) {
    this.tenant = tenant;
    this.name = name;
    this.keyKind = keyKind;
  }

  /** The newest version of a row that is there. */
  current(key: Key): Version | undefined {
    const version = this.#latest.get(key);
    return version?.deleted === false ? version : undefined;
  }

  put({ key, created, updated, bytes, bad }: NewVersion): void {
    const sequence = this.versions.length;
    const number = (this.#latest.get(key)?.number ?? 0) + 1;
    const added: Version = { sequence, key, number, created, updated, bytes, bad, served: false, deleted: false };
    const place = this.firstAfter(key);
    const before = this.current(key);
    if (before) this.rows[place - 1] = added;
    else if (place === this.rows.length) this.rows.push(added);
    else this.rows.splice(place, 0, added);
    this.goodRows += (bad ? 0 : 1) - (before && !before.bad ? 1 : 0);
    this.versions.push(added);
    this.#latest.set(key, added);
    if (this.highest === undefined || key > this.highest) this.highest = key;
  }

  remove(key: Key): void {
    const version = this.current(key);
    if (!version) return;
    version.deleted = true;
    if (!version.bad) this.goodRows -= 1;
    this.rows.splice(this.firstAfter(key) - 1, 1);
  }

  /** The place of the first row whose key is greater. */
  firstAfter(key: Key): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle]!.key <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  isCurrent(version: Version): boolean {
    return !version.deleted && this.#latest.get(version.key) === version;
  }
}

/** Versions as the items of one JSON array, between `before` and `after`. */
export function joinPage(versions: readonly Version[], before = '[', after = ']'): Buffer {
  const head = Buffer.from(before);
  const tail = Buffer.from(after);
  const length = versions.reduce((sum, { bytes }) => sum + bytes.length + 1, head.length + tail.length);
  const page = Buffer.allocUnsafe(versions.length > 0 ? length - 1 : length);
  let at = head.copy(page);
  for (const [place, { bytes }] of versions.entries()) {
    if (place > 0) page[at++] = 0x2c;
    page.set(bytes, at);
    at += bytes.length;
  }
  tail.copy(page, at);
  return page;
}
