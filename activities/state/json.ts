import { z } from 'zod';
import { InvalidConfiguration } from '../errors.ts';

/**
 * A stored JSON text as its type. What an older or newer version has written, or a person has edited, is checked.
 * @throws InvalidConfiguration, which names `what` and the fields, never a value
 */
export const readJson = <T>(schema: z.ZodType<T>, text: string, what: string): T => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new InvalidConfiguration(`state store: ${what} is not JSON; restore it from a copy`);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`);
  throw new InvalidConfiguration(`state store: ${what} is not what this version reads: ${faults.join('; ')}`);
};

/**
 * A source's text in a form that every database gives back unchanged: JSON escapes NUL, which ends a text for libsql and is
 * refused by PostgreSQL, and halves of surrogate pairs, which UTF-8 cannot hold.
 */
export const packText = (text: string | null): string | null => (text === null ? null : JSON.stringify(text));
export const unpackText = (packed: string | null, what: string): string | null =>
  packed === null ? null : readJson(z.string(), packed, what);
