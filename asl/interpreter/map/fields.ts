import type { Json, JsonObject, MapState } from '../../spec/states.ts';
import { evaluatedNumber, evaluateTemplate, evaluationFailed, unexpectedType } from '../expressions.ts';
import { contextOf, runtimeFailure, type Visit } from '../frame.ts';
import { errors, StateFailure } from '../failure.ts';
import { read, readField } from '../path-dataflow.ts';
import { plainText } from '../payload.ts';
import { templateOf } from '../templates.ts';
import { itemReaderFailed } from './read-items.ts';

/** A number that a Map may be given as a literal, an expression or a path. */
type NumberField = 'MaxConcurrency' | 'ToleratedFailureCount' | 'ToleratedFailurePercentage';

/** The items of `ItemsPath`, `Items` or the input itself, those of an object with their keys. */
export async function itemsOf(
  visit: Visit<MapState>,
  effective: Json,
  objects: boolean,
): Promise<[string | undefined, Json][]> {
  const value = visit.jsonata ? await evaluatedItems(visit, objects) : itemsAt(visit, effective, objects);
  return Array.isArray(value) ? value.map((item) => [undefined, item]) : Object.entries(value as JsonObject);
}

function itemsAt(visit: Visit<MapState>, effective: Json, objects: boolean): Json {
  const { ItemsPath: path = '$' } = visit.state;
  const value = readItemsPath(visit, path, effective);
  if (isIterable(value, objects)) return value;
  // Measured on AWS: of `$$` it shows one `$`.
  throw runtimeFailure(visit, `Reference path "${path.replace(/^\$\$/, '$')}" must point to array.`);
}

/** Measured on AWS: here a path that finds nothing has an error and words of its own, and may be caught. */
function readItemsPath(visit: Visit<MapState>, text: string, effective: Json): Json {
  const path = visit.frame.program.path(text);
  const result = read(visit, path, { input: effective });
  if (result.found) return result.value;
  const last = path.segments.at(-1);
  const step = last?.kind === 'fields' ? last.names[0]! : text;
  throw new StateFailure(
    errors.referencePathConflict,
    `Unable to apply step "${step}" to input ${JSON.stringify(effective)}`,
  );
}

async function evaluatedItems(visit: Visit<MapState>, objects: boolean): Promise<Json> {
  const { state, input } = visit;
  if (state.Items === undefined) {
    if (isIterable(input.value, objects)) return input.value;
    throw evaluationFailed(visit, `Map state input must be an array but was: ${input.text}`);
  }
  const value = await evaluateTemplate(visit, 'Items', state.Items);
  if (isIterable(value, objects)) return value;
  throw unexpectedType(visit, 'Items', state.Items, 'array', value);
}

function isIterable(value: Json, objects: boolean): boolean {
  return Array.isArray(value) || (objects && value !== null && typeof value === 'object');
}

interface SelectedItem {
  index: number;
  value: Json;
  /** Of an object's entry. */
  key?: string | undefined;
  /** In a distributed Map. */
  source?: string;
}

/** What the child of an item is given: `ItemSelector`, which alone sees the item in the context object, or the item, or entry. */
export async function selectItem(
  visit: Visit<MapState>,
  effective: Json,
  { index, key, value, source }: SelectedItem,
): Promise<Json> {
  const { ItemSelector: selector, Parameters: parameters } = visit.state;
  const template = selector ?? parameters;
  if (template === undefined) return key === undefined ? value : { Key: key, Value: value };
  const item = {
    Index: index,
    Value: value,
    ...(key === undefined ? {} : { Key: key }),
    ...(source === undefined ? {} : { Source: source }),
  };
  const context = contextOf(visit, { Map: { Item: item } });
  return templateOf(visit, 'ItemSelector', template, { input: effective, context });
}

/** How many iterations run at once: what the state asks for, 0 for no limit, within AWS's own. */
export async function concurrencyOf(visit: Visit<MapState>, effective: Json, most: number): Promise<number> {
  const asked = (await integerOf(visit, 'MaxConcurrency', effective)) ?? 0;
  return asked === 0 ? most : Math.min(asked, most);
}

async function integerOf(visit: Visit<MapState>, field: NumberField, effective: Json): Promise<number | undefined> {
  const value = await numberOf(visit, field, effective, 'integer');
  if (value !== undefined && value < 0) throw invalid(visit, field, `${field} cannot be negative.`);
  return value;
}

async function numberOf(
  visit: Visit<MapState>,
  field: NumberField,
  effective: Json,
  kind: 'integer' | 'float',
): Promise<number | undefined> {
  const path = visit.state[`${field}Path`];
  if (path !== undefined) return numberAt(visit, `${field}Path`, path, effective, kind);
  const value = visit.state[field];
  return typeof value === 'string' ? evaluatedNumber(visit, field, value, kind) : value;
}

/** Measured on AWS: the text of a number counts as one. */
function numberAt(
  visit: Visit<MapState>,
  field: string,
  path: string,
  effective: Json,
  kind: 'integer' | 'float',
): number {
  const value = readField(visit, path, effective);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && (kind === 'integer' ? Number.isInteger(number) : Number.isFinite(number)))
    return number;
  throw runtimeFailure(
    visit,
    `The ${field} field refers to value "${plainText(value)}" which is not a valid ${kind}: ${path}`,
  );
}

/** How many items may fail; nothing where none may. */
export interface Tolerance {
  count: number;
  percentage: number;
}

export async function toleranceOf(visit: Visit<MapState>, effective: Json): Promise<Tolerance> {
  const count = (await integerOf(visit, 'ToleratedFailureCount', effective)) ?? 0;
  const percentage = (await numberOf(visit, 'ToleratedFailurePercentage', effective, 'float')) ?? 0;
  if (percentage >= 0 && percentage <= 100) return { count, percentage };
  throw invalid(visit, 'ToleratedFailurePercentage', 'ToleratedFailurePercentage must be between 0 and 100.');
}

/** The most items that an ItemReader gives: 0 is no limit. */
export async function maxItemsOf(visit: Visit<MapState>, effective: Json): Promise<number> {
  const { MaxItems: literal, MaxItemsPath: path } = visit.state.ItemReader?.ReaderConfig ?? {};
  const given = await limitOf(
    visit,
    'ItemReader/ReaderConfig/MaxItems',
    literal,
    path === undefined ? undefined : ['MaxItemsPath', path],
    effective,
  );
  if (given !== undefined && given < 0) throw itemReaderFailed('field MaxItems must be positive');
  return given === undefined || given === 0 ? Infinity : given;
}

/** The most items, or bytes of input, of one batch. */
export async function batchLimit(
  visit: Visit<MapState>,
  field: 'MaxItemsPerBatch' | 'MaxInputBytesPerBatch',
  effective: Json,
): Promise<number> {
  const batcher = visit.state.ItemBatcher ?? {};
  const path = batcher[`${field}Path`];
  const given = await limitOf(
    visit,
    `ItemBatcher/${field}`,
    batcher[field],
    path === undefined ? undefined : [`${field}Path`, path],
    effective,
  );
  return given === undefined || given <= 0 ? Infinity : given;
}

async function limitOf(
  visit: Visit<MapState>,
  field: string,
  literal: number | string | undefined,
  path: [field: string, path: string] | undefined,
  effective: Json,
): Promise<number | undefined> {
  if (path !== undefined) return numberAt(visit, path[0], path[1], effective, 'integer');
  return typeof literal === 'string' ? evaluatedNumber(visit, field, literal, 'integer') : literal;
}

function invalid(visit: Visit<MapState>, field: string, text: string): Error {
  return visit.jsonata ? evaluationFailed(visit, text, field) : runtimeFailure(visit, text);
}
