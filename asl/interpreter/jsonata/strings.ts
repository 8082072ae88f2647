import { JsonataError } from './errors.ts';
import { isFunction, isNumber } from './values.ts';

/** `$string`: strings as they are, anything else as JSON; on AWS only fractions are cut to 15 digits. */
export const stringOf = (value: unknown, pretty = false): string => {
  if (typeof value === 'string') return value;
  if (isFunction(value)) return '';
  if (typeof value === 'number' && !Number.isFinite(value)) throw new JsonataError({ code: 'D3001', value });
  return JSON.stringify(value, writable, pretty ? 2 : 0);
};

const writable = (_key: string, value: unknown): unknown => {
  if (typeof value === 'number') return isNumber(value) ? withFewDigits(value) : null;
  return isFunction(value) ? '' : value;
};

const withFewDigits = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(15)));
