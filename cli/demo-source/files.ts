import { InvalidConfiguration } from '../../activities/errors.ts';
import { putEvent, type Dataset } from './dataset.ts';
import { instant } from './editions.ts';
import { members } from './fields.ts';
import { fileHash, readFileRecords } from './file-records.ts';
import type { Event } from './journal.ts';
import type { FileOption } from './options.ts';
import { parseKey, type KeyKind, type Table } from './table.ts';

/**
 * Makes the tables of the user's files show what the files hold. With a data folder a changed file is compared with what the
 * table has: its new, other and missing records are rows inserted, updated and deleted.
 * @throws InvalidConfiguration for a file that cannot be read, or whose records do not have the key
 */
export async function loadFiles(dataset: Dataset): Promise<void> {
  for (const { table, file } of dataset.tables()) {
    if (!file) continue;
    const sha256 = await fileHash(file.path);
    if (dataset.files.get(JSON.stringify([table.tenant, table.name])) === sha256) continue;
    const records = (await readFileRecords(file.path)).map((text, place) => readRecord(file, text, place));
    const keyKind: KeyKind = records.every(({ key }) => /^(0|-?[1-9]\d*)$/.test(key)) ? 'integer' : 'text';
    if (table.versions.length > 0 && keyKind !== table.keyKind) {
      throw new InvalidConfiguration(
        `file ${file.path}: its keys were ${table.keyKind}s before: take another data folder`,
      );
    }
    const about = { type: 'file' as const, tenant: table.tenant, table: table.name, key_kind: keyKind };
    const changes = differences(table, keyKind, records, file);
    // The checksum comes last: a process that is killed between compares again.
    dataset.record([{ ...about, sha256: null }, ...changes, { ...about, sha256 }]);
  }
}

interface FileRecord {
  key: string;
  updated: number | null;
  text: string;
}

function readRecord(file: FileOption, text: string, place: number): FileRecord {
  const wrong = (what: string) => new InvalidConfiguration(`file ${file.path}: record ${place + 1}: ${what}`);
  const record = parsed(text);
  if (typeof record !== 'object' || record === null || Array.isArray(record)) throw wrong('it is no JSON object');
  const key = ownText(text, file.key);
  if (key === undefined || key === '') throw wrong(`its key '${file.key}' must be a whole number or a text`);
  if (file.updated === undefined) return { key, updated: null, text };
  const shown = ownText(text, file.updated);
  const updated = shown === undefined ? undefined : parseTime(shown);
  if (updated === undefined) throw wrong(`'${file.updated}' must be a time, as in 2026-01-31T09:30:00Z`);
  return { key, updated, text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A member's own text when it is a string or a whole number. */
function ownText(record: string, name: string): string | undefined {
  const text = members(record).get(name);
  if (text?.startsWith('"')) return JSON.parse(text) as string;
  return text !== undefined && /^-?\d+$/.test(text) ? text : undefined;
}

/** Epoch ms; where no offset is said, UTC. */
function parseTime(text: string): number | undefined {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d(?::\d\d)?)?)?$/i.exec(text);
  if (!parts) return undefined;
  const [, day, time = '00:00', offset = 'Z'] = parts;
  const ms = Date.parse(`${day!}T${time}${offset.length === 3 ? `${offset}:00` : offset}`);
  return Number.isNaN(ms) ? undefined : ms;
}

function differences(table: Table, keyKind: KeyKind, records: readonly FileRecord[], file: FileOption): Event[] {
  const seen = new Set<string>();
  const events: Event[] = [];
  for (const { key, updated, text } of records) {
    if (seen.has(key)) throw new InvalidConfiguration(`file ${file.path}: the key ${key} is there twice`);
    seen.add(key);
    const bytes = Buffer.from(text);
    const parsedKey = parseKey(keyKind, key)!;
    if (table.current(parsedKey)?.bytes.equals(bytes)) continue;
    events.push(putEvent(table, { key: parsedKey, created: null, updated, bytes, bad: null }));
  }
  for (const { key } of table.rows) {
    if (!seen.has(String(key)))
      events.push({ type: 'remove', tenant: table.tenant, table: table.name, key: String(key) });
  }
  return events;
}

/** The record with another update time, in the way in which it wrote the old one. */
export function withUpdate(record: Buffer, field: string, updated: number): Buffer {
  const text = record.toString();
  const old = members(text).get(field) ?? '';
  const time = old.includes(' ') ? instant(updated).replace('T', ' ').replace('Z', '') : instant(updated);
  const all = [...members(text).set(field, JSON.stringify(time))];
  return Buffer.from(`{${all.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`);
}
