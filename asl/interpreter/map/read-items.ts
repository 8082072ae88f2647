import { parse } from 'csv-parse/sync';
import type { ItemReader, Json, JsonObject, MapState, ReaderConfig } from '../../spec/states.ts';
import { errors, ExecutionFailure, StateFailure } from '../failure.ts';
import type { Visit } from '../frame.ts';
import { javaHashOrder } from '../java-hash-order.ts';
import { templateOf } from '../templates.ts';
import type { StoredObject } from './object-store.ts';
import { withStore } from './with-store.ts';

export interface ReadItems {
  items: Json[];
  /** What the context object has as their source. */
  source: string;
}

/** The items of an ItemReader, `maxItems` at most. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
export async function readItems(
  visit: Visit<MapState>,
  reader: ItemReader,
  effective: Json,
  maxItems: number,
): Promise<ReadItems> {
  const place = (await placeOf(visit, reader, effective)) as Record<string, string | undefined>;
  const { Bucket: bucket = '', Key: key = '', Prefix: prefix = '' } = place;
  const { items, source } = reader.Resource.endsWith(':s3:listObjectsV2')
    ? { items: await listedItems(visit, bucket, prefix), source: `s3://${bucket}` }
    : {
        items: parseItems(await textOf(visit, bucket, key), reader.ReaderConfig ?? {}),
        source: `s3://${bucket}/${key}`,
      };
  return { items: items.slice(0, maxItems), source };
}

async function listedItems(visit: Visit, bucket: string, prefix: string): Promise<Json[]> {
  const objects = await withStore(
    visit,
    (store) => store.list(bucket, prefix),
    (reason) => itemReaderFailed(`The bucket '${bucket}' could not be listed: ${reason}`),
  );
  return objects.map(listed);
}

async function placeOf(visit: Visit<MapState>, reader: ItemReader, effective: Json): Promise<Json> {
  const template = reader.Arguments ?? reader.Parameters ?? {};
  return templateOf(visit, 'ItemReader/Arguments', template, { input: effective });
}

export function itemReaderFailed(cause: string): StateFailure {
  return new StateFailure(errors.itemReaderFailed, cause);
}

async function textOf(visit: Visit, bucket: string, key: string): Promise<string> {
  const failed = (reason: string) =>
    itemReaderFailed(`The object '${key}' of the bucket '${bucket}' could not be read: ${reason}`);
  const bytes = await withStore(visit, (store) => store.get(bucket, key), failed);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw failed('it is not UTF-8');
  }
}

function listed({ key, size, lastModified, etag }: StoredObject): JsonObject {
  return { Etag: etag, Key: key, LastModified: Math.floor(lastModified / 1000), Size: size, StorageClass: 'STANDARD' };
}

function parseItems(text: string, config: ReaderConfig): Json[] {
  const { InputType: type = 'JSON' } = config;
  if (type === 'CSV') return csvItems(text, config);
  if (type === 'JSONL') return jsonLines(text);
  if (type === 'JSON') return jsonItems(text, config.ItemsPointer);
  throw new ExecutionFailure(errors.runtime, `The interpreter reads JSON, JSON Lines and CSV, not ${type}.`);
}

function jsonItems(text: string, pointer: string | undefined): Json[] {
  const document = parseJson(text, 'The file');
  const items = pointer === undefined ? document : pointed(document, pointer);
  if (Array.isArray(items)) return items;
  throw itemReaderFailed('Attempting to map over non-iterable node.');
}

/** A JSON pointer, RFC 6901. */
function pointed(document: Json, pointer: string): Json {
  let value: Json | undefined = document;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    value =
      value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined;
    if (value === undefined) throw itemReaderFailed(`The file has nothing at ItemsPointer '${pointer}'.`);
  }
  return value;
}

function jsonLines(text: string): Json[] {
  return text
    .split('\n')
    .map((line, index) => [line, index + 1] as const)
    .filter(([line]) => line.trim() !== '')
    .map(([line, number]) => parseJson(line, `Line ${number} of the file`));
}

function parseJson(text: string, what: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw itemReaderFailed(`${what} is not valid JSON: ${(error as Error).message}`);
  }
}

const delimiters = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

/** Measured on AWS: values are text as it stands, a missing column is empty, one too many is dropped, keys come in hash order. */
function csvItems(text: string, config: ReaderConfig): Json[] {
  const { CSVHeaderLocation: location, CSVHeaders: given = [], CSVDelimiter: delimiter = 'COMMA' } = config;
  const rows = csvRows(text, delimiters[delimiter]);
  const headers = location === 'GIVEN' ? given : (rows.shift() ?? []);
  if (new Set(headers).size < headers.length) throw itemReaderFailed('CSV headers cannot contain duplicates.');
  const columns = javaHashOrder([...headers.entries()], ([, header]) => header);
  return rows.map((row) => Object.fromEntries(columns.map(([index, header]) => [header, row[index] ?? ''])));
}

function csvRows(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { bom: true, delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  } catch (error) {
    throw itemReaderFailed(`The file is not valid CSV: ${(error as Error).message}`);
  }
}
