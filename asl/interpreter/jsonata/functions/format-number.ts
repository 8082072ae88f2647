import { JsonataError } from '../errors.ts';
import type { Native } from '../values.ts';

type Implementation = Native['implementation'];

/** `original`: the package's. It takes neither a picture without digits nor the numbers that JavaScript writes with an exponent. */
export const formatNumberWith =
  (original: Implementation): Implementation =>
  (args, frame) => {
    const [value, picture, options] = args;
    const format: Format = (number) => original([number, picture, options], frame) as string;
    try {
      return isLarge(value) && options === undefined && !/\de\d/.test(picture as string)
        ? formatLarge(value, picture as string, format)
        : original(args, frame);
    } catch (error) {
      throw error instanceof TypeError ? new JsonataError({ code: 'D3086' }) : error;
    }
  };

type Format = (number: number) => string;

const isLarge = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) >= 1e21;

/** Formats the first digits and puts the others, in groups, behind them: behind the decimal point there are none. */
const formatLarge = (value: number, picture: string, format: Format): string => {
  const [mantissa = '', exponent = ''] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '').padEnd(Number(exponent) + 1, '0');
  const group = /,([#\d]+)(?![#\d,])/.exec(picture)?.[1]?.length ?? 0;
  const first = 9 + (group === 0 ? 0 : (digits.length - 9) % group);
  const rest = digits.slice(first);
  const grouped = group === 0 ? rest : rest.replace(new RegExp(`\\d{${group}}`, 'g'), ',$&');
  return format(Math.sign(value) * Number(digits.slice(0, first))).replace(/\d[\d,]*/, (head) => head + grouped);
};
