import { readTimestamp } from '../timestamp.ts';
import { isHalfOpen, checkExpression } from './expressions.ts';
import { looksLikePath } from './paths.ts';
import { inside, refuse, warn } from './place.ts';
import type { Check, Place } from './place.ts';

/** Checks of single values, to put into tables of fields. */

export const anything: Check = () => undefined;

export const text: Check = (value, place) => {
  if (typeof value !== 'string') refuse(place, 'Expected value of type String');
};

/** A text that holds what it says: a path in it is only text. */
export const literalText: Check = (value, place) => {
  text(value, place);
  if (place.language === 'JSONPath') warnOfPath(value, place);
};

const warnOfPath = (value: unknown, place: Place): void => {
  if (typeof value !== 'string' || !looksLikePath(value)) return;
  warn(
    place,
    'NO_PATH',
    `'${value}' looks like a path, but is taken as it is: the name of the field does not end with 'Path'`,
  );
};

export const flag: Check = (value, place) => {
  if (typeof value !== 'boolean') refuse(place, 'Expected value of type Boolean');
};

export const whole =
  (least: number, most = Infinity): Check =>
  (value, place) => {
    if (!Number.isInteger(value)) refuse(place, 'Expected value of type Integer');
    else within(value as number, least, most, place, String);
  };

export const decimal =
  (least: number, most = Infinity): Check =>
  (value, place) => {
    if (typeof value !== 'number') refuse(place, 'Expected value of type Float');
    else within(value, least, most, place, (limit) => (Number.isInteger(limit) ? limit.toFixed(1) : String(limit)));
  };

const within = (value: number, least: number, most: number, place: Place, show: (limit: number) => string): void => {
  if (value < least) refuse(place, `Minimum value is ${show(least)}`);
  if (value > most) refuse(place, `Maximum value is ${show(most)}`);
};

export const number: Check = (value, place) => {
  if (typeof value !== 'number') refuse(place, 'Expected value of type Number');
};

export const oneOf =
  (...allowed: string[]): Check =>
  (value, place) => {
    if (typeof value !== 'string') refuse(place, 'Expected value of type [STRING]');
    else if (!allowed.includes(value)) refuse(place, `Value should be one of the following: [${allowed.join(', ')}]`);
  };

export const timestamp: Check = (value, place) => {
  if (typeof value !== 'string') refuse(place, 'Expected value of type String');
  else if (readTimestamp(value) === undefined) {
    warnOfPath(value, place);
    refuse(place, 'String does not match RFC3339 timestamp');
  }
};

export const list =
  (item: Check, { mayBeEmpty = false } = {}): Check =>
  (value, place) => {
    if (!Array.isArray(value)) {
      refuse(place, 'Expected value of type Array');
      return;
    }
    if (value.length === 0 && !mayBeEmpty) refuse(place, 'Value cannot be empty');
    value.forEach((element, index) => {
      item(element, inside(place, index));
    });
  };

/** In a JSONata state the value may also be computed. */
export const orExpression =
  (check: Check): Check =>
  (value, place) => {
    const isComputed =
      place.language === 'JSONata' && typeof value === 'string' && (value.startsWith('{%') || isHalfOpen(value));
    (isComputed ? checkExpression : check)(value, place);
  };
