import type { Json } from '../spec/states.ts';

/** A number as Java prints it: integers in full, others as `Double.toString` does, with an exponent below 0.001 and from 10,000,000 on. */
export function numberText(value: number): string {
  if (Object.is(value, -0)) return '0';
  const size = Math.abs(value);
  if (size < 1e21 && (Number.isInteger(value) || (size >= 1e-3 && size < 1e7))) return String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits}${digits.includes('.') ? '' : '.0'}E${String(Number(exponent))}`;
}

/** JSON without blanks, as AWS writes it. */
export function jsonText(value: Json): string {
  if (typeof value === 'number') return numberText(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`)
    .join(',')}}`;
}

/** What Java's `String.valueOf` makes of a value: strings as they are, lists as `[1, a]`, maps as `{k=v, l=w}`. */
export function javaText(value: Json): string {
  if (typeof value === 'number') return numberText(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}=${javaText(item)}`)
    .join(', ')}}`;
}
