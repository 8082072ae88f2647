import { isObject, ownField, sequenceOf } from './values.ts';

/** `input.key`. Of an array: of each of its items, arrays merged. */
export const lookUp = (input: unknown, key: string): unknown => {
  if (isObject(input)) return ownField(input, key);
  if (!Array.isArray(input)) return undefined;
  const found = sequenceOf();
  for (const item of input) {
    const value = lookUp(item, key);
    if (Array.isArray(value)) for (const part of value) found.push(part);
    else if (value !== undefined) found.push(value);
  }
  return found;
};
