import { call } from '../calls.ts';
import { internalError, JsonataError } from '../errors.ts';
import { allMatches, firstMatch } from '../regular-expressions.ts';
import type { Match } from '../regular-expressions.ts';
import { hold, holdItems, holdText } from '../run.ts';
import type { Frame } from '../run.ts';
import { stringOf } from '../strings.ts';
import type { Callable, Native } from '../values.ts';

type Implementation = Native['implementation'];

/** Of a text: nothing gives nothing. */
const ofText =
  (calculate: (text: string, args: unknown[], frame: Frame) => unknown): Implementation =>
  ([text, ...args], frame) =>
    text === undefined ? undefined : calculate(text as string, args, frame);

/** How many, at most; a fraction of one does not count. */
const limitOf = (limit: unknown, code: string, index: number): number => {
  if (limit === undefined) return Infinity;
  if ((limit as number) < 0) throw new JsonataError({ code, value: limit, index });
  return Math.trunc(limit as number);
};

const contains = ofText((text, [token], frame) =>
  typeof token === 'string' ? text.includes(token) : firstMatch(token as Callable, text, frame) !== undefined,
);

const match = ofText((text, [matcher, limit], frame) =>
  allMatches(matcher as Callable, text, limitOf(limit, 'D3040', 3), frame),
);

const split = ofText((text, [separator, limit], frame) => {
  const count = limitOf(limit, 'D3020', 3);
  const parts =
    typeof separator === 'string' ? text.split(separator) : splitByMatches(text, separator as Callable, count, frame);
  holdItems(frame.run, parts.length);
  return parts.slice(0, count);
});

const splitByMatches = (text: string, matcher: Callable, limit: number, frame: Frame): string[] => {
  const parts: string[] = [];
  let start = 0;
  for (let found = firstMatch(matcher, text, frame); found && parts.length < limit; found = found.next()) {
    parts.push(text.slice(start, found.start));
    start = found.end;
  }
  return [...parts, text.slice(start)];
};

const replace = ofText((text, [pattern, replacement, limit], frame) => {
  if (pattern === '') throw new JsonataError({ code: 'D3010', value: pattern, index: 2 });
  const count = limitOf(limit, 'D3011', 4);
  if (typeof pattern === 'string') return replaceText(text, pattern, stringOf(replacement), count, frame);
  return replaceMatches(text, pattern as Callable, replacerOf(replacement, frame), count, frame);
});

/** `$0` in the replacement of a plain text is no reference. */
const replaceText = (text: string, pattern: string, replacement: string, limit: number, frame: Frame): string => {
  const parts = text.split(pattern);
  const head = parts.slice(0, limit + 1);
  const tail = parts.slice(limit + 1);
  hold(frame.run, text.length + (head.length - 1) * replacement.length, 0);
  return [head.join(replacement), ...tail].join(pattern);
};

type Replacer = (match: Match) => unknown;

const replaceMatches = (text: string, matcher: Callable, replacer: Replacer, limit: number, frame: Frame): string => {
  let result = '';
  let position = 0;
  let count = 0;
  for (let found = firstMatch(matcher, text, frame); found && count < limit; found = found.next()) {
    const substitute = replacer(found);
    if (typeof substitute !== 'string') throw new JsonataError({ code: 'D3012', value: substitute });
    result = holdText(frame.run, result + text.slice(position, found.start) + substitute);
    position = found.start + found.match.length;
    count++;
  }
  return result + text.slice(position);
};

const replacerOf = (replacement: unknown, frame: Frame): Replacer =>
  typeof replacement === 'string'
    ? (found) => withGroups(replacement, found)
    : (found) => call(replacement, [valueOf(found)], null, frame);

const valueOf = ({ match: text, start, end, groups }: Match): unknown => ({ match: text, start, end, groups });

/** `$$` is a dollar, `$0` the match, `$n` a group: as many digits as there could be groups. */
const withGroups = (replacement: string, { match: text, groups }: Match): string =>
  replacement.replace(/\$(\$|\d+)/g, (_reference, digits: string) => {
    if (digits === '$') return '$';
    if (digits.startsWith('0')) return text + digits.slice(1);
    const most = groups.length === 0 ? 1 : String(groups.length).length;
    let length = Math.min(most, digits.length);
    if (length > 1 && Number(digits.slice(0, length)) > groups.length) length--;
    const group = groups[Number(digits.slice(0, length)) - 1];
    return `${typeof group === 'string' ? group : ''}${digits.slice(length)}`;
  });

/** Java counts positions in code points, but a negative start and a length in UTF-16 units, and fails where they do not fit. */
const substring = ofText((text, [from, count]) => {
  let start = Math.trunc(from as number);
  if (text.length + start < 0) start = 0;
  if (count !== undefined && (count as number) <= 0) return '';
  const characters = Array.from(text);
  if (start >= characters.length) return '';
  if (start < 0) start = Math.max(0, characters.length + start);
  const length = Math.min(count === undefined ? text.length : Math.trunc(count as number), text.length);
  if (length > characters.length) throw internalError();
  const first = unitsOf(characters, start);
  return text.slice(first, first + unitsOf(characters, length));
});

const unitsOf = (characters: string[], count: number): number => characters.slice(0, count).join('').length;

const pad = ofText((text, [width, filler], { run }) => {
  const fill = filler === undefined || filler === '' ? ' ' : (filler as string);
  const missing = Math.trunc(Math.abs(width as number)) - Array.from(text).length;
  if (missing <= 0) return text;
  hold(run, text.length + missing, 0);
  const characters = Array.from(fill);
  const rest = characters.slice(0, missing % characters.length).join('');
  const padding = fill.repeat(Math.floor(missing / characters.length)) + rest;
  return (width as number) > 0 ? text + padding : padding + text;
});

const base64decode = ofText((text) => {
  const body = text.replace(/={1,2}$/, '');
  const isPadded = body.length < text.length;
  const isWhole = body.length % 4 !== 1 && (!isPadded || text.length % 4 === 0);
  if (!isWhole || !/^[A-Za-z0-9+/]*$/.test(body)) throw internalError();
  return Buffer.from(body, 'base64').toString('utf8');
});

/** A plus is a blank, and bytes that are no UTF-8 become U+FFFD. */
const decodeUrlWith = (functionName: string): Implementation =>
  ofText((text) => {
    if (/%(?![0-9a-f]{2})/i.test(text)) throw new JsonataError({ code: 'D3140', value: text, functionName });
    const plain = text.replaceAll('+', ' ');
    return plain.replace(/(%[0-9a-f]{2})+/gi, (bytes) =>
      Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
    );
  });

export const textFunctions: Record<string, Implementation> = {
  string: ([value, pretty], { run }) =>
    value === undefined ? undefined : holdText(run, stringOf(value, pretty === true)),
  contains,
  match,
  split,
  replace,
  substring,
  pad,
  base64encode: ofText((text) => Buffer.from(text, 'utf8').toString('base64')),
  base64decode,
  decodeUrl: decodeUrlWith('decodeUrl'),
  decodeUrlComponent: decodeUrlWith('decodeUrlComponent'),
};
