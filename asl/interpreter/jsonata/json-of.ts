import type { Json } from '../../spec/states.ts';
import { JsonataError, unsupported } from './errors.ts';
import { isFunction, setField } from './values.ts';
import type { Items } from './values.ts';

/** What an expression gave as JSON; parts that are JSON already are not copied. Numbers that JSON has not become strings. */
export const jsonOf = (value: unknown): Json | undefined => {
  if (value === undefined || typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  if (isFunction(value)) throw new JsonataError({ code: unsupported, message: 'A function is no result' });
  return Array.isArray(value) ? arrayOf(value) : objectOf(value as Record<string, unknown>);
};

const arrayOf = (items: Items): Json => {
  const isMade = items.sequence ?? items.cons ?? items.keepSingleton;
  const converted = items.map((item) => jsonOf(item) ?? null);
  return !isMade && converted.every((item, index) => Object.is(item, items[index])) ? (items as Json[]) : converted;
};

const objectOf = (object: Record<string, unknown>): Json => {
  const keys = Object.keys(object);
  const values = keys.map((key) => jsonOf(object[key]));
  if (values.every((value, index) => Object.is(value, object[keys[index]!]))) return object as Json;
  const converted: Record<string, Json> = {};
  for (const [index, key] of keys.entries()) {
    const value = values[index];
    if (value !== undefined) setField(converted, key, value);
  }
  return converted;
};
