import { checkText } from './expressions.ts';
import { looksLikePath, queryFaultOf } from './paths.ts';
import { inside, isRecord, refuse, refuseWithHint, warn } from './place.ts';
import type { Check, JsonRecord, Place } from './place.ts';

/** What a state computes its data from, in its own language. */
export const template: Check = (value, place) => {
  if (place.language === 'JSONata') expressionTemplate(value, place);
  else pathTemplate(value, place);
};

/** A template that is an object. */
export const objectTemplate: Check = (value, place) => {
  if (isRecord(value)) template(value, place);
  else refuse(place, 'Expected value of type Object');
};

/** In JSONata also one expression that gives the object. */
export const objectOrExpression: Check = (value, place) => {
  if (place.language === 'JSONata' && typeof value === 'string') checkText(value, place);
  else objectTemplate(value, place);
};

/** https://states-language.net/#payload-template */
const pathTemplate: Check = (value, place) => {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      pathTemplate(item, inside(place, index));
    });
  } else if (isRecord(value)) {
    for (const [key, field] of Object.entries(value)) checkField(key, field, value, place);
  }
};

const checkField = (key: string, value: unknown, template: JsonRecord, place: Place): void => {
  const here = inside(place, key);
  if (!key.endsWith('.$')) {
    if (typeof value !== 'string') pathTemplate(value, here);
    else if (looksLikePath(value))
      warn(here, 'NO_DOLLAR', `'${value}' is taken as it is; name the field '${key}.$' to compute it`);
    return;
  }
  if (Object.hasOwn(template, key.slice(0, -2))) {
    refuse(here, `The fields '${key.slice(0, -2)}' and '${key}' have the same name in the result; keep one of them`);
  }
  if (typeof value !== 'string') {
    refuse(
      here,
      `The value for the field '${key}' must be a STRING that contains a JSONPath but was an ${kindOf(value)}`,
    );
    return;
  }
  const fault = queryFaultOf(value, here);
  if (fault === undefined) return;
  const message = `The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`;
  refuseWithHint(here, message, fault);
};

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'ARRAY';
  return value === null ? 'NULL' : (typeof value).toUpperCase();
};

/** Every text in it may be an expression; names are never computed. */
const expressionTemplate: Check = (value, place) => {
  if (typeof value === 'string') checkText(value, place);
  else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      expressionTemplate(item, inside(place, index));
    });
  } else if (isRecord(value)) {
    for (const [key, field] of Object.entries(value)) expressionTemplate(field, inside(place, key));
  }
};

/** The Result of a Pass is data: nothing in it is computed. */
export const staticResult: Check = (value, place) => {
  const found = computedLookAlikeIn(value);
  if (found === undefined) return;
  warn(place, 'PASS_RESULT_IS_STATIC', `Result is taken as it is, '${found}' in it too; use Parameters to compute`);
};

const computedLookAlikeIn = (value: unknown): string | undefined => {
  if (typeof value === 'string') return looksLikePath(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, field] of Object.entries(value)) {
    if (!Array.isArray(value) && key.endsWith('.$')) return key;
    const found = computedLookAlikeIn(field);
    if (found !== undefined) return found;
  }
  return undefined;
};
