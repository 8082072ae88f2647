import { JsonataError } from './errors.ts';
import { isFunction, isNumber } from './values.ts';

/** `$string`: strings as they are, anything else as JSON in AWS's form. */
export const stringOf = (value: unknown, pretty = false): string => {
  if (typeof value === 'string') return value;
  if (isFunction(value)) return '';
  if (typeof value === 'number' && !Number.isFinite(value)) throw new JsonataError({ code: 'D3001', value });
  return jsonText(value, pretty ? '\n' : undefined);
};

/** `lineBreak`: what comes before a part on a line of its own; none for all on one line. */
const jsonText = (value: unknown, lineBreak: string | undefined): string => {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return isNumber(value) ? numberText(value) : 'null';
  if (isFunction(value)) return '""';
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return 'null';
  const inner = lineBreak === undefined ? undefined : `${lineBreak}  `;
  if (Array.isArray(value))
    return enclosed(
      '[]',
      value.map((item) => jsonText(item, inner)),
      lineBreak,
    );
  const colon = lineBreak === undefined ? ':' : ': ';
  const fields = Object.entries(value).map(([key, item]) => quoted(key) + colon + jsonText(item, inner));
  return enclosed('{}', fields, lineBreak);
};

const enclosed = (brackets: string, parts: string[], lineBreak: string | undefined): string => {
  const [open = '', close = ''] = brackets;
  if (lineBreak === undefined || parts.length === 0) return open + parts.join() + close;
  return open + parts.map((part) => `${lineBreak}  ${part}`).join() + lineBreak + close;
};

const escapes: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Other control characters stay as they are, which JSON forbids. */
const quoted = (text: string): string => `"${text.replace(/["\\\b\f\n\r\t]/g, (character) => escapes[character]!)}"`;

const mostDigits = 15;

/** A fraction is rounded down to 15 digits; an exponent follows also where they end before the decimal point. */
const numberText = (value: number): string => {
  if (Number.isInteger(value)) return String(value);
  // Java writes at least two digits.
  if (Math.abs(value) === Number.MIN_VALUE) return String(value).replace('5', '4.9');
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const digits = mantissa.replace(/[-.]/g, '');
  const kept = Number(digits.slice(0, mostDigits)) + (value < 0 && digits.length > mostDigits ? 1 : 0);
  const scale = Number(exponent) - Math.min(digits.length, mostDigits) + 1;
  const cut = Number(`${Math.sign(value) * kept}e${scale}`);
  return Number.isInteger(cut) && cut % 10 === 0 ? cut.toExponential() : String(cut);
};
