import { call } from './calls.ts';
import { JsonataError } from './errors.ts';
import { holdItems, requireWatch } from './run.ts';
import type { Frame, Run } from './run.ts';
import { stringOf } from './strings.ts';
import { isFunction, isObject, Native, ownField, sequenceOf } from './values.ts';
import type { Callable, Pattern } from './values.ts';

export interface Match {
  match: string;
  start: number;
  end: number;
  groups: unknown[];
  /** Nothing when it was the last one. */
  next: () => Match | undefined;
}

/** Steps of a search that need no watch: less than a second. */
const fewSteps = 1e8;

export const patternOf = (literal: RegExp): Pattern => ({
  regex: new RegExp(withAsciiSpaces(literal.source), literal.flags),
  longestText: longestText(literal.source),
});

/** In Java `\s` is ASCII only. */
const withAsciiSpaces = (source: string): string => {
  let isInClass = false;
  return source.replace(/\\[^]|[[\]]/g, (token) => {
    if (token === '[') isInClass = true;
    if (token === ']') isInClass = false;
    if (token === '\\s') return isInClass ? spaces : `[${spaces}]`;
    return token === '\\S' && !isInClass ? `[^${spaces}]` : token;
  });
};

const spaces = ' \\t\\n\\v\\f\\r';

/** Each quantifier, and each place to start from, may multiply the steps by the length; a repeated group by far more. */
const longestText = (source: string): number => {
  const bare = source
    .replace(/\\[^]/g, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replace(/\(\?/g, '(');
  if (/\)[*+?{]/.test(bare) || /\\[1-9k]/.test(source)) return 0;
  const quantifiers = bare.match(/[*+?]|\{\d/g) ?? [];
  return quantifiers.length === 0 ? Infinity : fewSteps ** (1 / (quantifiers.length + 1));
};

/** A regular expression is a function of a text and of where to start. */
export const matcherOf = (pattern: Pattern): Native =>
  new Native(
    2,
    ([text, from], frame) => {
      const match = find(pattern, stringOf(text ?? ''), typeof from === 'number' ? from : 0, frame.run);
      return match && asValue(match);
    },
    undefined,
    pattern,
  );

const asValue = ({ next, ...fields }: Match): Record<string, unknown> => ({
  ...fields,
  next: new Native(0, () => {
    const following = next();
    return following && asValue(following);
  }),
});

const find = (pattern: Pattern, text: string, from: number, run: Run): Match | undefined => {
  const { regex, longestText: longest } = pattern;
  if (text.length > longest) requireWatch(run);
  regex.lastIndex = from;
  const found = regex.exec(text);
  if (!found) return undefined;
  const [match, ...groups] = found;
  const end = found.index + match.length;
  const next = (): Match | undefined => {
    if (end >= text.length) return undefined;
    const following = find(pattern, text, end, run);
    if (following?.match === '') throw new JsonataError({ code: 'D1004', value: regex.source });
    return following;
  };
  return { match, start: found.index, end, groups, next };
};

/** The first match of a regular expression, or of a function that answers like one. */
export const firstMatch = (matcher: Callable, text: string, frame: Frame): Match | undefined =>
  matcher instanceof Native && matcher.pattern
    ? find(matcher.pattern, text, 0, frame.run)
    : matchFrom(call(matcher, [text], null, frame), frame);

const matchFrom = (value: unknown, frame: Frame): Match | undefined => {
  if (value === undefined) return undefined;
  const fields = isObject(value) ? value : {};
  const [match, start, end, groups, next] = ['match', 'start', 'end', 'groups', 'next'].map((key) =>
    ownField(fields, key),
  );
  if (typeof match !== 'string' || typeof start !== 'number' || typeof end !== 'number') {
    throw new JsonataError({ code: 'T1010' });
  }
  if (!Array.isArray(groups) || !isFunction(next)) throw new JsonataError({ code: 'T1010' });
  return { match, start, end, groups, next: () => matchFrom(call(next, [], null, frame), frame) };
};

/** `$match`. */
export const allMatches = (matcher: Callable, text: string, limit: number, frame: Frame): unknown[] => {
  const found = sequenceOf();
  for (let match = firstMatch(matcher, text, frame); match && found.length < limit; match = match.next()) {
    found.push({ match: match.match, index: match.start, groups: match.groups });
    holdItems(frame.run, found.length, 0);
  }
  return found;
};
